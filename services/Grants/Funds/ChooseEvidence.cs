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

    private static readonly Sql Update = new("UPDATE fund SET evidence = @evidence WHERE fund_id = @FundId");

    private static readonly Sql Insert = new("""
        INSERT INTO evidence_choice (fund_id, place, evidence, sample_groups, reason, chosen_by, chosen_as, chosen_at)
        SELECT @FundId, COALESCE(MAX(place), 0) + 1, @evidence, @Groups, @reason, @Subject, @ShownAs, @now FROM evidence_choice {lock}
        WHERE fund_id = @FundId
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

        var now = clock.GetUtcNow();
        await FundRow.Load(transaction, request.FundId, "fund_id");
        var choice = new
        {
            request.FundId, evidence = StateText.Of(request.Evidence), request.Groups, reason = request.Reason.Trim(),
            caller.Subject, caller.ShownAs, now
        };
        await transaction.Execute(Update, choice);
        await transaction.Execute(Insert, choice);
        var answer = new EvidenceChoice
        {
            Evidence = request.Evidence, Groups = request.Groups, Reason = choice.reason,
            ChosenBy = caller.ShownAs, ChooseTime = Timestamp.FromDateTimeOffset(now)
        };
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
        answer.Choices.AddRange((await session.Many<ChoiceRow>(SelectAll, request)).Select(row => new EvidenceChoice
        {
            Evidence = StateText.Read<Evidence>(row.Evidence),
            Groups = row.SampleGroups,
            Reason = row.Reason,
            ChosenBy = row.ChosenAs,
            ChooseTime = Timestamp.FromDateTimeOffset(row.ChosenAt),
        }));
        return answer;
    }

    private sealed record ChoiceRow
    {
        public string Evidence { get; init; } = "";
        public int SampleGroups { get; init; }
        public string Reason { get; init; } = "";
        public string ChosenAs { get; init; } = "";
        public DateTimeOffset ChosenAt { get; init; }
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
