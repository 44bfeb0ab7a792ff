using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using HidingState = Participatory.Types.V1.HidingState;

namespace Participatory.Proposals.Joinings;

/// <summary>
/// The proposer of one idea suggests to that of another that they become one, and what it would say. Nobody else hears of it.
/// </summary>
internal sealed class SuggestJoining(Database database, TimeProvider clock)
{
    public async Task<Joining> Handle(SuggestJoiningRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId).Code("proposal_id", request.ProposalId)
            .Code("other_proposal_id", request.OtherProposalId).Text("title", request).Text("words", request)
            .Text("who_benefits", request, required: false)
            .Require(
                request.CarriedBy == request.ProposalId || request.CarriedBy == request.OtherProposalId, "carried_by",
                ProposalsReasons.JoiningCarriedByNeither)
            .Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Joining.Parser) is { } before)
        {
            return await JoiningView.Load(transaction, before.JoiningId, caller);
        }

        // Held, so that of two who suggest it to one another at once the second answers the first, and no review begins meanwhile.
        var round = await RoundRow.Lock(transaction, request.RoundId);
        var pair = await IdeaPair.Lock(transaction, round.RoundId, request.ProposalId, request.OtherProposalId);
        var known = await JoiningRow.LoadAround(transaction, round.RoundId, request.ProposalId, request.OtherProposalId);
        var now = clock.Now();
        var (next, instead) = Decide(request, pair.First, pair.Second, round, known, caller, now);
        if (instead is not null)
        {
            await instead.As(JoiningState.Ended, now).Change(transaction);
        }

        next = next with { JoiningId = Guid.CreateVersion7().ToString() };
        await next.Add(transaction);
        // The words are not kept a second time to repeat an answer.
        await transaction.Remember(caller, request, new Joining { JoiningId = next.JoiningId });
        var answer = await JoiningView.Load(transaction, next.JoiningId, caller);
        await transaction.Commit();
        return answer;
    }

    /// <summary>
    /// The suggestion, but for its id, and the one in whose place it comes: of the other side, or of whoever proposed the idea before.
    /// Pure.
    /// </summary>
    /// <param name="known">All that was suggested of either, the oldest first.</param>
    /// <exception cref="Refusal">
    /// The idea is somebody else's, the two cannot become one, it waits for their answer already, they have said no, or too much is open.
    /// </exception>
    internal static (JoiningRow Next, JoiningRow? Instead) Decide(
        SuggestJoiningRequest request, (ProposalRow Idea, HidingState Hiding) own, (ProposalRow Idea, HidingState Hiding) other,
        RoundRow round, IReadOnlyList<JoiningRow> known, Caller caller, DateTimeOffset now)
    {
        if (!own.Idea.IsBy(caller))
        {
            throw JoiningRules.OthersDecide();
        }

        JoiningRules.MustJoin(own, other, round);
        var (ownId, otherId) = (own.Idea.ProposalId, other.Idea.ProposalId);
        var joins = known.Where(row => row.KindNow == JoiningKind.Join).ToList();
        var last = joins.LastOrDefault(row => row.IsOf(ownId, otherId));
        // What somebody suggested who has left the idea since nobody says yes to: whoever proposes it now suggests it anew.
        if (last is { IsOpen: true } && last.ProposalId == ownId && last.SuggestedBy == caller.Subject)
        {
            throw new Refusal(ProposalsReasons.JoiningAsked);
        }

        // Whoever was told no does not ask again; the other side may.
        if (last is { StateNow: JoiningState.Refused } && last.ProposalId == ownId)
        {
            throw new Refusal(ProposalsReasons.JoiningToldNo);
        }

        var instead = last is { IsOpen: true } ? last : null;
        var open = joins.Where(row => row.IsOpen && row != instead).ToList();
        if (open.Count(row => row.IsOf(ownId)) >= JoiningRow.MostOpen || open.Count(row => row.IsOf(otherId)) >= JoiningRow.MostOpen)
        {
            throw new Refusal(ProposalsReasons.JoiningsFull, [("most", JoiningRow.MostOpen)]);
        }

        var next = new JoiningRow
        {
            RoundId = round.RoundId,
            ProposalId = ownId,
            OtherId = otherId,
            CarriedBy = request.CarriedBy,
            Title = request.Title,
            Words = request.Words,
            WhoBenefits = request.WhoBenefits,
            SuggestedBy = caller.Subject,
            MadeAt = now,
        };
        return (next, instead);
    }
}
