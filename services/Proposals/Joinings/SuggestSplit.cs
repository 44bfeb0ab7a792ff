using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Authors;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Joinings;

/// <summary>One side of a common idea suggests that it becomes the two again that it was.</summary>
internal sealed class SuggestSplit(Database database, TimeProvider clock)
{
    public async Task<Joining> Handle(SuggestSplitRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId).Code("proposal_id", request.ProposalId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Joining.Parser) is { } before)
        {
            return await JoiningView.Load(transaction, before.JoiningId, caller);
        }

        var round = await RoundRow.Lock(transaction, request.RoundId);
        var common = await ProposalRow.LockWithAuthors(transaction, round.RoundId, request.ProposalId);
        var sides = await JoinedIdeas.Lock(transaction, round.RoundId, common.ProposalId);
        var known = sides.Count == 2
            ? await JoiningRow.LoadAround(transaction, round.RoundId, sides[0].ProposalId, sides[1].ProposalId) : [];
        var now = clock.Now();
        var (next, instead) = Decide(common, sides, round, known, caller, now);
        if (instead is not null)
        {
            await instead.As(JoiningState.Ended, now).Change(transaction);
        }

        next = next with { JoiningId = Guid.CreateVersion7().ToString() };
        await next.Add(transaction);
        await transaction.Remember(caller, request, new Joining { JoiningId = next.JoiningId });
        var answer = await JoiningView.Load(transaction, next.JoiningId, caller);
        await transaction.Commit();
        return answer;
    }

    /// <summary>
    /// The suggestion, but for its id, and the one in whose place it comes: of somebody who has left it to others since. Pure.
    /// </summary>
    /// <param name="sides">The two that it was.</param>
    /// <param name="known">All that was suggested of either, the oldest first.</param>
    /// <exception cref="Refusal">
    /// The caller does not write it, or others decide for their side, it cannot become two, it waits for an answer already, or they have
    /// said no.
    /// </exception>
    internal static (JoiningRow Next, JoiningRow? Instead) Decide(
        ProposalRow common, IReadOnlyList<ProposalRow> sides, RoundRow round, IReadOnlyList<JoiningRow> known, Caller caller,
        DateTimeOffset now)
    {
        if (!common.IsWrittenBy(caller))
        {
            throw AuthorRow.OthersWrite();
        }

        JoiningRules.MustSplit(common, sides, round);
        var own = sides.Where(side => JoiningRules.ActsFor(side, common, caller)).ToList();
        if (own.Count != 1)
        {
            throw own.Count == 0 ? JoiningRules.OthersDecide() : new Refusal(ProposalsReasons.JoiningOwn);
        }

        var ownId = own[0].ProposalId;
        var otherId = sides.First(side => side.ProposalId != ownId).ProposalId;
        var last = known.LastOrDefault(row => row.KindNow == JoiningKind.Split && row.CommonId == common.ProposalId);
        // What somebody suggested who decides for that side no more nobody says yes to.
        if (last is { IsOpen: true } && JoiningRules.StillSuggests(last, common, sides))
        {
            throw new Refusal(ProposalsReasons.JoiningAsked);
        }

        if (last is { StateNow: JoiningState.Refused } && last.ProposalId == ownId)
        {
            throw new Refusal(ProposalsReasons.JoiningToldNo);
        }

        var next = new JoiningRow
        {
            RoundId = round.RoundId,
            Kind = StateText.Of(JoiningKind.Split),
            ProposalId = ownId,
            OtherId = otherId,
            CarriedBy = ownId,
            SuggestedBy = caller.Subject,
            CommonId = common.ProposalId,
            MadeAt = now,
        };
        return (next, last is { IsOpen: true } ? last : null);
    }
}
