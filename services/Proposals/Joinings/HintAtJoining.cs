using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using HidingState = Participatory.Types.V1.HidingState;

namespace Participatory.Proposals.Joinings;

/// <summary>An officer says to those who proposed two ideas that they belong together. Nothing comes of it but by them.</summary>
internal sealed class HintAtJoining(Database database, TimeProvider clock)
{
    public async Task<Joining> Handle(HintAtJoiningRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId).Code("proposal_id", request.ProposalId)
            .Code("other_proposal_id", request.OtherProposalId).Text("reason", request).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Joining.Parser) is { } before)
        {
            return before;
        }

        var round = await RoundRow.Lock(transaction, request.RoundId);
        var pair = await IdeaPair.Lock(transaction, round.RoundId, request.ProposalId, request.OtherProposalId);
        var known = await JoiningRow.LoadAround(transaction, round.RoundId, request.ProposalId, request.OtherProposalId);
        var hint = Decide(request, pair.First, pair.Second, round, known, caller, clock.Now()) with
        {
            JoiningId = Guid.CreateVersion7().ToString(),
        };
        await hint.Add(transaction);
        // What becomes of it is for the two sides alone; the officer reads no more than what they said.
        var answer = new Joining
        {
            JoiningId = hint.JoiningId, RoundId = round.RoundId, Kind = JoiningKind.Hint, ProposalId = hint.ProposalId,
            OtherProposalId = hint.OtherId, SignedAs = hint.SignedAs,
        };
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The hint, but for its id. Pure.</summary>
    /// <param name="known">All that was suggested of either.</param>
    /// <exception cref="Refusal">It is another area's, the two cannot become one, or an officer has said so before.</exception>
    internal static JoiningRow Decide(
        HintAtJoiningRequest request, (ProposalRow Idea, HidingState Hiding) first, (ProposalRow Idea, HidingState Hiding) second,
        RoundRow round, IEnumerable<JoiningRow> known, Caller caller, DateTimeOffset now)
    {
        caller.MustActIn([first.Idea.AreaCode]);
        JoiningRules.MustJoin(first, second, round);
        return known.Any(row => row.KindNow == JoiningKind.Hint && row.IsOf(first.Idea.ProposalId, second.Idea.ProposalId))
            ? throw new Refusal(ProposalsReasons.JoiningHinted)
            : new JoiningRow
            {
                RoundId = round.RoundId,
                Kind = StateText.Of(JoiningKind.Hint),
                ProposalId = first.Idea.ProposalId,
                OtherId = second.Idea.ProposalId,
                CarriedBy = first.Idea.ProposalId,
                Words = request.Reason,
                SignedAs = caller.Signature(),
                MadeAt = now,
            };
    }
}
