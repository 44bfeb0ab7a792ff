using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Valuations;

/// <summary>An officer says what an idea costs, or why it cannot be done. The idea's own words stay as they are.</summary>
internal sealed class ValueProposal(Database database, TimeProvider clock)
{
    private static readonly Sql SelectLatest = new("""
        SELECT valued_at FROM valuation WHERE round_id = @roundId AND proposal_id = @proposalId AND number = @number
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO valuation (round_id, proposal_id, number, cost_minor, infeasible_reason, note, valued_by, valued_at)
        VALUES (@RoundId, @ProposalId, @Number, @CostMinor, @InfeasibleReason, @Note, @ValuedBy, @ValuedAt)
        """);

    private static readonly Sql Update = new("""
        UPDATE proposal SET state = @state, valuations = @number
        WHERE round_id = @roundId AND proposal_id = @proposalId AND valuations = @number - 1 AND state = @before
        """);

    public async Task<Proposal> Handle(ValueProposalRequest request, Caller caller, CancellationToken cancellation)
    {
        Check(request);
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Proposal.Parser) is not null)
        {
            return await ProposalView.Load(transaction, request.RoundId, request.ProposalId, caller);
        }

        // Holding the round keeps the ballot paper from being written at the same moment.
        var round = await RoundRow.Lock(transaction, request.RoundId);
        var proposal = await ProposalRow.Lock(transaction, round.RoundId, request.ProposalId);
        proposal.MustBeAsRead(request.Version);
        await Write(transaction, request.Valuation, proposal, round, caller, clock.Now());
        var answer = await ProposalView.Load(transaction, round.RoundId, proposal.ProposalId, caller);
        // The words are not kept a second time to repeat an answer.
        await transaction.Remember(caller, request, new Proposal { RoundId = round.RoundId, ProposalId = proposal.ProposalId });
        await transaction.Commit();
        return answer;
    }

    /// <summary>Values an idea that is held with its round, and says so to others: wherever ideas are valued, it is here.</summary>
    /// <exception cref="Refusal">As at <see cref="Decide"/>.</exception>
    internal static async Task Write(
        Transaction transaction, Valuation valuation, ProposalRow proposal, RoundRow round, Caller caller, DateTimeOffset now)
    {
        var row = Decide(valuation, proposal, round, caller, await LoadNextInstant(transaction, round, proposal, now));
        await Keep(transaction, row, proposal.State);
        await transaction.Publish(new ProposalReviewed(
            round.RoundId,
            proposal.ProposalId,
            proposal.Title,
            proposal.ProposerSubject,
            row.CostMinor is not null,
            row.CostMinor,
            round.Currency,
            row.InfeasibleReason ?? "",
            row.Note,
            row.ValuedBy,
            row.ValuedAt));
    }

    private static void Check(ValueProposalRequest request)
    {
        var fields = new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId).Code("proposal_id", request.ProposalId);
        Look(fields, "valuation", request.Valuation).Check();
    }

    /// <summary>What has to hold of a valuation wherever one is given.</summary>
    /// <param name="path">Where it stands in the request.</param>
    internal static Fields Look(Fields fields, string path, Valuation? given)
    {
        var valuation = given ?? new Valuation();
        fields.Require(valuation.FindingCase != Valuation.FindingOneofCase.None, path, ProposalsReasons.ValuationMissing);
        if (valuation.FindingCase == Valuation.FindingOneofCase.Cost)
        {
            fields.Amount($"{path}.cost", valuation.Cost);
        }

        return fields.Text($"{path}.infeasible_reason", valuation,
                required: valuation.FindingCase == Valuation.FindingOneofCase.InfeasibleReason)
            .Text($"{path}.note", valuation, required: false);
    }

    /// <summary>The valuation as it is kept.</summary>
    /// <exception cref="Refusal">It cannot be said about this idea, now, or by this officer.</exception>
    internal static ValuationRow Decide(Valuation valuation, ProposalRow proposal, RoundRow round, Caller caller, DateTimeOffset at)
    {
        caller.MustActIn([proposal.AreaCode]);
        proposal.MustStand();
        Phases.CheckAllowsValuing(round.PhaseNow);
        if (valuation.FindingCase == Valuation.FindingOneofCase.Cost)
        {
            new Fields().Amount("valuation.cost", valuation.Cost, round.Currency).Check();
        }

        return RowOf(valuation, proposal, round, caller, at);
    }

    // Whoever hears of two valuations goes by their instants, so a later one is never at the same instant or before.
    private static async Task<DateTimeOffset> LoadNextInstant(
        Transaction transaction, RoundRow round, ProposalRow proposal, DateTimeOffset now)
    {
        var latest = await transaction.One<DateTimeOffset?>(
            SelectLatest, new { roundId = round.RoundId, proposalId = proposal.ProposalId, number = proposal.Valuations });
        return latest >= now ? latest.Value.AddMicroseconds(1) : now;
    }

    private static async Task Keep(Transaction transaction, ValuationRow row, string before)
    {
        await transaction.Execute(Insert, row);
        if (await transaction.Execute(Update, new
        {
            state = row.State, number = row.Number, roundId = row.RoundId,
            proposalId = row.ProposalId, before
        }) != 1)
        {
            throw new InvalidOperationException($"The idea {row.ProposalId} of {row.RoundId} changed while its row was held.");
        }
    }

    private static ValuationRow RowOf(Valuation valuation, ProposalRow proposal, RoundRow round, Caller caller, DateTimeOffset at) => new()
    {
        RoundId = round.RoundId,
        ProposalId = proposal.ProposalId,
        Number = proposal.Valuations + 1,
        CostMinor = valuation.FindingCase == Valuation.FindingOneofCase.Cost ? valuation.Cost.AmountMinor : null,
        InfeasibleReason = valuation.FindingCase == Valuation.FindingOneofCase.Cost ? null : valuation.InfeasibleReason,
        Note = valuation.Note,
        ValuedBy = caller.Signature(),
        ValuedAt = at,
    };

    internal sealed record ValuationRow
    {
        public string RoundId { get; init; } = "";
        public string ProposalId { get; init; } = "";
        public int Number { get; init; }
        public long? CostMinor { get; init; }
        public string? InfeasibleReason { get; init; }
        public string Note { get; init; } = "";
        public string ValuedBy { get; init; } = "";
        public DateTimeOffset ValuedAt { get; init; }

        /// <summary>What the idea is from now on.</summary>
        public string State => StateText.Of(CostMinor is not null ? ProposalState.Feasible : ProposalState.Infeasible);
    }
}
