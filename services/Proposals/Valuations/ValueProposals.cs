using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Desk;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Valuations;

/// <summary>An officer says of several ideas at once what each costs, or why it cannot be done: of all of them or of none.</summary>
internal sealed class ValueProposals(Database database, TimeProvider clock)
{
    private static readonly int Most = FieldLimits.CountOf(ValueProposalsRequest.Descriptor, "valuations");

    public async Task<ValueProposalsResponse> Handle(ValueProposalsRequest request, Caller caller, CancellationToken cancellation)
    {
        Check(request);
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, ValueProposalsResponse.Parser) is { } before)
        {
            return before;
        }

        // Holding the round keeps the ballot paper, and other valuations, from being written at the same moment.
        var round = await RoundRow.Lock(transaction, request.RoundId);
        var ideas = await ProposalRow.LockAll(transaction, round.RoundId);
        var now = clock.Now();
        var found = Decide(request, ideas, round, caller);
        await DeskOfficerRow.Keep(transaction, caller, now);
        foreach (var (idea, valuation) in found)
        {
            await ValueProposal.Write(transaction, valuation, idea, round, caller, now);
        }

        var answer = new ValueProposalsResponse { Valued = found.Count };
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>Each idea with what is said of it. Pure.</summary>
    /// <exception cref="Refusal">Some are of other areas, the round is in another phase, or something is wrong with some: each of them is
    /// named by its place.</exception>
    internal static IReadOnlyList<(ProposalRow Idea, Valuation Found)> Decide(
        ValueProposalsRequest request, IReadOnlyDictionary<string, ProposalRow> ideas, RoundRow round, Caller caller)
    {
        caller.MustActIn(request.Valuations.Select(one => ideas.GetValueOrDefault(one.ProposalId)).OfType<ProposalRow>()
            .Select(idea => idea.AreaCode));
        Phases.CheckAllowsValuing(round.PhaseNow);
        var fields = new Fields();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (at, one) in request.Valuations.Index())
        {
            var idea = ideas.GetValueOrDefault(one.ProposalId);
            fields.Require(idea is not null, $"valuations[{at}].proposal_id", ProposalsReasons.IdeaNotHere)
                .Require(
                    idea?.StateNow != ProposalState.Withdrawn, $"valuations[{at}].proposal_id", ProposalsReasons.IdeaWasTakenBack)
                .Require(
                    one.Version == 0 || idea is null || one.Version == idea.Version, $"valuations[{at}].version",
                    ProposalsReasons.EditedMeanwhile)
                .Require(seen.Add(one.ProposalId), $"valuations[{at}].proposal_id", ProposalsReasons.IdeaTwice);
            if (one.Valuation.FindingCase == Valuation.FindingOneofCase.Cost)
            {
                fields.Amount($"valuations[{at}].valuation.cost", one.Valuation.Cost, round.Currency);
            }
        }

        fields.Check();
        return [.. request.Valuations.Select(one => (ideas[one.ProposalId], one.Valuation))];
    }

    private static void Check(ValueProposalsRequest request)
    {
        var fields = new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId)
            .Require(request.Valuations.Count > 0, "valuations", ProposalsReasons.ValuationMissing)
            .Require(request.Valuations.Count <= Most, "valuations", ProposalsReasons.ValuationsTooMany, ("most", Most));
        foreach (var (at, one) in request.Valuations.Take(Most).Index())
        {
            fields.Code($"valuations[{at}].proposal_id", one.ProposalId);
            ValueProposal.Look(fields, $"valuations[{at}].valuation", one.Valuation);
        }

        fields.Check();
    }
}
