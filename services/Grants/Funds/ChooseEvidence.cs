using Google.Protobuf.WellKnownTypes;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Funds;

/// <summary>
/// A finance officer says what groups keep of what they spend from a fund, and accepts that risk with a reason. It holds for
/// agreements that are offered from then on; draws follow it in rounds in which nobody can vote yet.
/// </summary>
internal sealed class ChooseEvidence(Database database, TimeProvider clock)
{
    private static readonly long MostGroups = FieldLimits.MostOf(ChooseEvidenceRequest.Descriptor, "groups");

    private static readonly Sql Update = new("UPDATE fund SET evidence = @Evidence WHERE fund_id = @FundId");

    private static readonly Sql Insert = new("""
        INSERT INTO evidence_choice (fund_id, place, evidence, sample_groups, reason, chosen_by, chosen_as, chosen_at)
        SELECT @FundId, COALESCE(MAX(place), 0) + 1, @Evidence, @SampleGroups, @Reason, @Subject, @ChosenAs, @ChosenAt
        FROM evidence_choice {lock} WHERE fund_id = @FundId
        """);

    private static readonly Sql SelectAll = new("""
        SELECT evidence, sample_groups, reason, chosen_as, chosen_at FROM evidence_choice WHERE fund_id = @FundId ORDER BY place DESC
        """);

    public async Task<EvidenceChoice> Handle(ChooseEvidenceRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .RequestId(request.RequestId)
            .Id("fund_id", request.FundId)
            .Require(request.Evidence is Evidence.None or Evidence.Keep or Evidence.Sample, "evidence", GrantsReasons.EvidenceMissing)
            .Require(request.Evidence == Evidence.Sample ? request.Groups >= 1 && request.Groups <= MostGroups
                : request.Groups == 0, "groups", GrantsReasons.GroupsWrong, ("max", MostGroups))
            .Text("reason", request)
            .Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, EvidenceChoice.Parser) is { } before)
        {
            return before;
        }

        await FundRow.Load(transaction, request.FundId, "fund_id");
        var choice = Decide(request, caller, clock.GetUtcNow());
        var row = new
        {
            request.FundId, choice.Evidence, choice.SampleGroups, choice.Reason, caller.Subject, choice.ChosenAs, choice.ChosenAt,
        };
        await transaction.Execute(Update, row);
        await transaction.Execute(Insert, row);
        var answer = choice.ToMessage();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>Every choice of a fund, the newest first.</summary>
    public async Task<EvidenceHistory> Handle(GetEvidenceHistoryRequest request, CancellationToken cancellation)
    {
        new Fields().Id("fund_id", request.FundId).Check();
        await using var session = await database.Read(cancellation);
        var answer = new EvidenceHistory();
        answer.Choices.AddRange((await session.Many<ChoiceRow>(SelectAll, request)).Select(row => row.ToMessage()));
        return answer;
    }

    /// <summary>A choice is signed by whoever takes the risk.</summary>
    internal static ChoiceRow Decide(ChooseEvidenceRequest request, Caller caller, DateTimeOffset now) => new()
    {
        Evidence = StateText.Of(request.Evidence),
        SampleGroups = request.Groups,
        Reason = request.Reason.Trim(),
        ChosenAs = caller.ShownAs,
        ChosenAt = now,
    };

    internal sealed record ChoiceRow
    {
        public string Evidence { get; init; } = "";
        public int SampleGroups { get; init; }
        public string Reason { get; init; } = "";
        public string ChosenAs { get; init; } = "";
        public DateTimeOffset ChosenAt { get; init; }

        public EvidenceChoice ToMessage() => new()
        {
            Evidence = StateText.Read<Evidence>(Evidence),
            Groups = SampleGroups,
            Reason = Reason,
            ChosenBy = ChosenAs,
            ChooseTime = Timestamp.FromDateTimeOffset(ChosenAt),
        };
    }
}

/// <summary>Which evidence rule an award is under.</summary>
internal static class EvidenceText
{
    private static readonly Sql Select = new("""
        SELECT DISTINCT fund.evidence FROM promise
        JOIN transfer ON transfer.transfer_id = promise.transfer_id
        JOIN account pot ON pot.account_id = transfer.debit_account
        JOIN fund ON fund.fund_id = pot.fund_id
        WHERE promise.award_id = @awardId
        """);

    /// <summary>The rule of the funds that the award comes from; of several the one that asks for most.</summary>
    public static async Task<Evidence> LoadStrictest(Session session, string awardId) =>
        (await session.Many<string>(Select, new { awardId })).Select(StateText.Read<Evidence>).DefaultIfEmpty(Evidence.None).Max();
}
