using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Platform.Uploads;
using Participatory.Proposals.Desk;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Types.V1;

namespace Participatory.Proposals.Valuations;

/// <summary>
/// An officer brings back the list of ideas as a file in which they have filled in what each costs, or why it cannot be done: all lines
/// or none. First they look at what was read of it; nothing is kept then.
/// </summary>
internal sealed class ImportValuations(Database database, TimeProvider clock, UploadGate gate)
{
    public const int MaxBytes = 2 * 1024 * 1024;

    /// <summary>As many as are shown one by one before they are saved.</summary>
    internal const int MostShown = 200;

    private static readonly Upload<ImportValuationsRequest> Upload = new(
        piece => piece.Content, ProposalsReasons.ValuationsTooLarge, ProposalsReasons.ValuationsFileMissing, MaxBytes);

    private static readonly Sql SelectLatest = new("""
        SELECT p.proposal_id, v.cost_minor, v.infeasible_reason, v.note FROM proposal p
        JOIN valuation v ON v.round_id = p.round_id AND v.proposal_id = p.proposal_id AND v.number = p.valuations
        WHERE p.round_id = @roundId
        """);

    public async Task<ValuationsRead> Handle(
        IAsyncStreamReader<ImportValuationsRequest> pieces, Caller caller, CancellationToken cancellation)
    {
        var first = await Upload.First(pieces, cancellation);
        new Fields().RequestId(first.RequestId).Id("round_id", first.RoundId).Check();
        return await Upload.Take(
            gate, caller, first, pieces,
            (request, file) => Again.Run(() => Keep(request, file, caller, cancellation), cancellation), cancellation);
    }

    /// <param name="request">The first message, with the hash of the whole file as its content.</param>
    private async Task<ValuationsRead> Keep(
        ImportValuationsRequest request, ReadOnlyMemory<byte> file, Caller caller, CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, ValuationsRead.Parser) is { } before)
        {
            return before;
        }

        var round = await RoundRow.Lock(transaction, request.RoundId);
        var ideas = await ProposalRow.LockAll(transaction, round.RoundId);
        var latest = (await transaction.Many<FoundRow>(SelectLatest, new { roundId = round.RoundId }))
            .ToDictionary(row => row.ProposalId, row => row.ToMessage(round.Currency), StringComparer.Ordinal);
        var (found, unchanged) = await ValuationsCsv.Read(file, round, ideas, latest, caller, cancellation);
        var answer = Summary(found, unchanged);
        if (request.OnlyLook)
        {
            return answer;
        }

        var now = clock.Now();
        await DeskOfficerRow.Keep(transaction, caller, now);
        foreach (var (idea, valuation) in found)
        {
            await ValueProposal.Write(transaction, valuation, idea, round, caller, now);
        }

        answer.Saved = true;
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    private static ValuationsRead Summary(IReadOnlyList<(ProposalRow Idea, Valuation Found)> found, int unchanged) => new()
    {
        Feasible = found.Count(one => one.Found.FindingCase == Valuation.FindingOneofCase.Cost),
        Infeasible = found.Count(one => one.Found.FindingCase == Valuation.FindingOneofCase.InfeasibleReason),
        Unchanged = unchanged,
        First =
        {
            found.Take(MostShown).Select(one => new ReadValuation
            {
                ProposalId = one.Idea.ProposalId, Title = one.Idea.Title, Valuation = one.Found,
            }),
        },
    };

    private sealed record FoundRow
    {
        public string ProposalId { get; init; } = "";
        public long? CostMinor { get; init; }
        public string? InfeasibleReason { get; init; }
        public string Note { get; init; } = "";

        public Valuation ToMessage(string currency) => CostMinor is { } cost
            ? new Valuation { Cost = new Money { AmountMinor = cost, Currency = currency }, Note = Note }
            : new Valuation { InfeasibleReason = InfeasibleReason ?? "", Note = Note };
    }
}
