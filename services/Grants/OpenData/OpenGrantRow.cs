using Participatory.Grants.Awards;
using Participatory.Grants.Transfers;
using Participatory.Platform.Calls;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Words;

namespace Participatory.Grants.OpenData;

/// <summary>Reads the grants that are public: accepted, and with a recipient that is known.</summary>
internal sealed record OpenGrantRow
{
    private static readonly string SelectGrants = $"""
        SELECT award.award_id, award.round_id, round_terms.title AS round_title, award.project_id, award.title, award.area_code,
            round_place.name AS area_name, award.currency, award.amount_minor, award.won_at, award.accepted_at, award.used_by,
                award.paid_at, award.closed_at,
            round_plan.story_after_days, payee.holder, payee.group_name, payee.host_name, payee.host_confirmed_at, payee.charity_number,
            payee.company_number, payee.changed_at, {HiddenTitle.Columns("award.round_id", "award.project_id")},
            (SELECT hidden_title.changed_at FROM hidden_title
                WHERE hidden_title.scope_id = award.round_id AND hidden_title.item_id = award.project_id) AS hiding_changed_at
        FROM award
        LEFT JOIN payee ON payee.award_id = award.award_id
        LEFT JOIN round_terms ON round_terms.round_id = award.round_id
        LEFT JOIN round_plan ON round_plan.round_id = award.round_id
        LEFT JOIN round_place ON round_place.round_id = award.round_id AND round_place.area_code = award.area_code
        WHERE award.state IN ('ACCEPTED', 'PAID', 'CLOSED')
            AND (award.accepted_at > @At OR (award.accepted_at = @At AND award.award_id > @Id))
        """;

    // A round and all of them are two statements: a server that plans one for both reads everything for a round.
    private static readonly Sql SelectPage = new($"{SelectGrants} ORDER BY award.accepted_at, award.award_id {{limit @count}}");

    private static readonly Sql SelectPageOfRound = new(
        $"{SelectGrants} AND award.round_id = @roundId ORDER BY award.accepted_at, award.award_id {{limit @count}}");

    private static readonly Sql SelectTransfers = new("""
        SELECT transfer_id, credit_account, amount_minor, code, transferred_at FROM transfer
        WHERE credit_account IN (SELECT item FROM {texts @accounts} AS given) AND code IN ('AWARD', 'PAYMENT') ORDER BY sequence
        """);

    private static readonly Sql SelectChanged = new("""
        SELECT MAX(changed) FROM (
            SELECT MAX(accepted_at) AS changed FROM award
            UNION ALL SELECT MAX(paid_at) FROM award
            UNION ALL SELECT MAX(closed_at) FROM award
            UNION ALL SELECT MAX(transferred_at) FROM transfer WHERE code = 'PAYMENT'
            UNION ALL SELECT MAX(changed_at) FROM hidden_title
            UNION ALL SELECT MAX(changed_at) FROM payee) changes
        """);

    private static readonly Sql SelectChangedOfRound = new("""
        SELECT MAX(changed) FROM (
            SELECT accepted_at AS changed FROM award WHERE round_id = @roundId
            UNION ALL SELECT paid_at FROM award WHERE round_id = @roundId
            UNION ALL SELECT closed_at FROM award WHERE round_id = @roundId
            UNION ALL SELECT transferred_at FROM transfer WHERE code = 'PAYMENT' AND round_id = @roundId
            UNION ALL SELECT changed_at FROM hidden_title WHERE scope_id = @roundId
            UNION ALL SELECT payee.changed_at FROM payee JOIN award ON award.award_id = payee.award_id
            WHERE award.round_id = @roundId) changes
        """);

    private const int PageSize = 250;

    public string AwardId { get; init; } = "";
    public string RoundId { get; init; } = "";
    public string? RoundTitle { get; init; }
    public string ProjectId { get; init; } = "";
    public string Title { get; init; } = "";
    public string AreaCode { get; init; } = "";
    public string? AreaName { get; init; }
    public string Currency { get; init; } = "";
    public long AmountMinor { get; init; }
    public DateTimeOffset WonAt { get; init; }
    public DateTimeOffset AcceptedAt { get; init; }
    public DateTimeOffset? PaidAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public string? UsedBy { get; init; }
    public int? StoryAfterDays { get; init; }
    public string? Holder { get; init; }
    public string? GroupName { get; init; }
    public string? HostName { get; init; }
    public DateTimeOffset? HostConfirmedAt { get; init; }
    public string? CharityNumber { get; init; }
    public string? CompanyNumber { get; init; }
    public DateTimeOffset? ChangedAt { get; init; }
    public string? HidingState { get; init; }
    public string? HidingReason { get; init; }
    public DateTimeOffset? HidingChangedAt { get; init; }

    /// <summary>Who gets it is known: the group has said, and a host has confirmed.</summary>
    public bool RecipientKnown => Holder is not null && (Holder != "HOST" || HostConfirmedAt is not null);

    /// <summary>When anything that is published last changed; null where there is nothing.</summary>
    public static Task<DateTimeOffset?> LoadChanged(Session session, string roundId) =>
        session.One<DateTimeOffset?>(roundId.Length == 0 ? SelectChanged : SelectChangedOfRound, new { roundId });

    /// <summary>Every accepted award, the oldest first, with its movements where its recipient is known.</summary>
    public static async IAsyncEnumerable<(OpenGrantRow Row, OpenGrant? Grant)> LoadAll(Session session, string roundId)
    {
        var (at, id) = PageKey.First;
        for (var more = true; more;)
        {
            var page = await session.Many<OpenGrantRow>(
                roundId.Length == 0 ? SelectPage : SelectPageOfRound, new { roundId, At = at, Id = id, count = PageSize });
            more = page.Count == PageSize;
            var known = page.Where(row => row.RecipientKnown).ToList();
            string[] accounts = [.. known.SelectMany(row => new[] { Account.IdOfHeld(row.AwardId), Account.IdOfPaid(row.AwardId) })];
            var transfers = accounts.Length == 0 ? [] : await session.Many<MovedRow>(SelectTransfers,
                new { accounts = Sql.List(accounts) });
            var byAccount = transfers.ToLookup(transfer => transfer.CreditAccount, StringComparer.Ordinal);
            foreach (var row in page)
            {
                yield return (row, row.RecipientKnown ? row.ToGrant(byAccount) : null);
                (at, id) = PageKey.Of(row.AcceptedAt, row.AwardId);
            }
        }
    }

    private OpenGrant ToGrant(ILookup<string, MovedRow> transfers)
    {
        var disbursements = transfers[Account.IdOfPaid(AwardId)].Select(moved => moved.ToTransfer()).ToList();
        return new OpenGrant
        {
            AwardId = AwardId,
            RoundId = RoundId,
            RoundTitle = RoundTitle ?? RoundId,
            ProjectId = ProjectId,
            Title = Title,
            Hiding = HiddenTitle.ToMessage(HidingState, HidingReason),
            AreaCode = AreaCode,
            AreaName = AreaName ?? "",
            Currency = Currency,
            Decimals = Amounts.Digits(Currency),
            AmountMinor = AmountMinor,
            AwardedAt = WonAt,
            AcceptedAt = AcceptedAt,
            PlannedDays = StoryAfterDays ?? 90,
            UsedBy = UsedBy is { } month ? Month.LastDay(month) : null,
            ChangedAt = new[] { AcceptedAt, PaidAt, ClosedAt, ChangedAt, HidingChangedAt }
                .Concat(disbursements.Select(one => (DateTimeOffset?)one.At))
                .Max()!.Value,
            Recipient = Recipient(),
            HeldFor = Holder == "HOST" ? GroupName! : "",
            BoughtForThem = Holder == "COUNCIL_BUYS",
            Commitments = [.. transfers[Account.IdOfHeld(AwardId)].Select(moved => moved.ToTransfer())],
            Disbursements = disbursements,
        };
    }

    private OpenBody? Recipient() => Holder switch
    {
        "HOST" => new OpenBody(HostName!, CharityNumber!, CompanyNumber!),
        "PERSON" => null,
        _ => GroupName is { Length: > 0 } name ? new OpenBody(name, CharityNumber!, CompanyNumber!) : null,
    };

    private sealed record MovedRow
    {
        public string TransferId { get; init; } = "";
        public string CreditAccount { get; init; } = "";
        public long AmountMinor { get; init; }
        public DateTimeOffset TransferredAt { get; init; }

        public OpenTransfer ToTransfer() => new(TransferId, TransferredAt, AmountMinor);
    }
}
