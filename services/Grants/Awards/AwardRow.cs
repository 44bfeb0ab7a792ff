using Google.Protobuf.WellKnownTypes;
using Participatory.Access.V1;
using Participatory.Grants.Groups;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Words;

namespace Participatory.Grants.Awards;

/// <summary>An award. Who it is for never leaves the service but in the messages that need it.</summary>
internal sealed record AwardRow
{
    public const string Columns = """
        award_id, round_id, project_id, area_code, title, amount_minor, currency, full_cost_minor, state, won_at, held_at, recipient,
        agreement, agreement_version, agreement_language, offered_at, answer_by, accepted_at, part_words, used_by, declined_at,
        decline_reason, withdrawn_at, withdrawn_as, withdraw_reason, expired_at, paid_at, closed_at,
        group_id
        """;

    /// <summary>The same with what says whether its title is shown, for whatever shows awards.</summary>
    public static readonly string ShownColumns = $"""
        {Columns}, {HiddenTitle.Columns("award.round_id", "award.project_id")},
            (SELECT body.name FROM group_copy body WHERE body.group_id = award.group_id) AS group_name
        """;

    private static readonly Sql Select = new($"SELECT {ShownColumns} FROM award WHERE award_id = @awardId");

    private static readonly Sql LockAward = new("SELECT " + Columns + " FROM award {lock} WHERE award_id = @awardId");

    public string AwardId { get; init; } = "";
    public string RoundId { get; init; } = "";
    public string ProjectId { get; init; } = "";
    public string AreaCode { get; init; } = "";
    public string Title { get; init; } = "";
    public long AmountMinor { get; init; }
    public string Currency { get; init; } = "";

    /// <summary>What the idea costs, where the award is a part of it.</summary>
    public long? FullCostMinor { get; init; }

    /// <summary>As <see cref="StateText"/> writes an <see cref="AwardState"/>.</summary>
    public string State { get; init; } = "";

    public DateTimeOffset WonAt { get; init; }

    /// <summary>Since when its money is put aside; null while the pots have too little.</summary>
    public DateTimeOffset? HeldAt { get; init; }

    public string? Recipient { get; init; }
    public string? Agreement { get; init; }
    public string? AgreementVersion { get; init; }

    /// <summary>In which language the agreement is, as IETF BCP 47 names it.</summary>
    public string? AgreementLanguage { get; init; }

    public DateTimeOffset? OfferedAt { get; init; }

    /// <summary>Until when an answer is hoped for.</summary>
    public DateTimeOffset? AnswerBy { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>What the group says it can do with a part of the cost.</summary>
    public string? PartWords { get; init; }

    /// <summary>By the end of which month the group thinks that it will have used the money: "2027-03".</summary>
    public string? UsedBy { get; init; }

    public DateTimeOffset? DeclinedAt { get; init; }
    public string? DeclineReason { get; init; }
    public DateTimeOffset? WithdrawnAt { get; init; }
    public string? WithdrawnAs { get; init; }
    public string? WithdrawReason { get; init; }
    public DateTimeOffset? ExpiredAt { get; init; }
    public DateTimeOffset? PaidAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Whose it is; empty for the recipient alone. Of a group the recipient is who is asked and told.</summary>
    public string GroupId { get; init; } = "";

    /// <summary>As it is called now; only where it is shown.</summary>
    public string? GroupName { get; init; }

    /// <summary>Who may say yes to money for the group now; in lists only whoever looks, if they may.</summary>
    public IReadOnlyList<string> Signers { get; init; } = [];

    public string? HidingState { get; init; }
    public string? HidingReason { get; init; }

    public AwardState StateNow => StateText.Read<AwardState>(State);

    /// <exception cref="Refusal">There is no such award.</exception>
    public static async Task<AwardRow> Load(Session session, string awardId) =>
        await LoadSigners(session, await session.One<AwardRow>(Select, new { awardId })) ?? throw NotFound();

    /// <summary>Loads an award that is to change; nobody else changes it before the transaction ends.</summary>
    /// <exception cref="Refusal">There is no such award.</exception>
    public static async Task<AwardRow> Lock(Transaction transaction, string awardId) =>
        await LockOrNull(transaction, awardId) ?? throw NotFound();

    /// <summary>
    /// As <see cref="Lock"/>, with its round, which is held first: whoever brings awards forward holds the round and then its awards.
    /// </summary>
    /// <exception cref="Refusal">There is no such award.</exception>
    public static async Task<(AwardRow Award, RoundTerms Round)> LockWithRound(Transaction transaction, string awardId)
    {
        var award = await Load(transaction, awardId);
        var round = await RoundTerms.Lock(transaction, award.RoundId, award.Currency);
        return (await Lock(transaction, awardId), round);
    }

    /// <summary>As <see cref="Lock"/>, or null where there is no such award.</summary>
    public static async Task<AwardRow?> LockOrNull(Transaction transaction, string awardId) =>
        await LoadSigners(transaction, await transaction.One<AwardRow>(LockAward, new { awardId }));

    /// <summary>The caller may act for it: it is theirs alone, or they may say yes to money for its group at this moment.</summary>
    public bool IsOf(Caller caller) => caller.IsSignedIn
        && (GroupId.Length == 0 ? Recipient == caller.Subject : Signers.Contains(caller.Subject, StringComparer.Ordinal));

    /// <summary>In a list, as somebody sees it who may say yes to money for these groups.</summary>
    public AwardRow SeenBy(Caller caller, IReadOnlySet<string> groups) =>
        groups.Contains(GroupId) ? this with { Signers = [caller.Subject] } : this;

    /// <summary>Refuses an answer by anybody but whose it is, and a second answer.</summary>
    public void RefuseUnlessOfferedTo(Caller caller)
    {
        if (Recipient is null || !IsOf(caller))
        {
            throw new Refusal(GroupId.Length > 0 ? GrantsReasons.SignersOnly : GrantsReasons.NotYourAward);
        }

        if (StateNow != AwardState.Offered)
        {
            throw StateNow switch
            {
                AwardState.Declined => new Refusal(GrantsReasons.YouDeclined),
                AwardState.Withdrawn => new Refusal(GrantsReasons.OfferTakenBack),
                AwardState.Expired => new Refusal(GrantsReasons.OfferExpired, [("until", AnswerBy!.Value)]),
                _ => new Refusal(GrantsReasons.AwardAnswered),
            };
        }
    }

    public Award ToMessage(Caller caller)
    {
        var mine = IsOf(caller);
        // What a group wrote, and why an award of theirs was taken back, is between them and the council.
        var theirs = mine || caller.Is(Role.Officer) || caller.Is(Role.Finance);
        var hiding = theirs ? null : HiddenTitle.ToMessage(HidingState, HidingReason);
        return new()
        {
            AwardId = AwardId,
            RoundId = RoundId,
            ProjectId = ProjectId,
            AreaCode = AreaCode,
            Title = hiding is null ? Title : "",
            Hiding = hiding,
            Amount = new Amount(AmountMinor, Currency).ToMessage(),
            FullCost = FullCostMinor is { } cost ? new Amount(cost, Currency).ToMessage() : null,
            State = StateNow,
            // The title stands in it.
            Agreement = hiding is null ? Agreement ?? "" : "",
            AgreementVersion = AgreementVersion ?? "",
            AgreementLanguage = AgreementLanguage ?? "",
            OfferTime = Time(OfferedAt),
            AnswerByTime = Time(AnswerBy),
            AcceptTime = Time(AcceptedAt),
            PartWords = theirs ? PartWords ?? "" : "",
            UsedBy = UsedBy ?? "",
            DeclineReason = theirs ? DeclineReason ?? "" : "",
            WithdrawnBy = WithdrawnAs ?? "",
            WithdrawReason = theirs ? WithdrawReason ?? "" : "",
            EndTime = Time(DeclinedAt ?? WithdrawnAt ?? ExpiredAt),
            PayTime = Time(PaidAt),
            CloseTime = Time(ClosedAt),
            Mine = mine,
            GroupId = GroupId,
            GroupName = GroupName ?? "",
        };
    }

    private static async Task<AwardRow?> LoadSigners(Session session, AwardRow? award) =>
        award is { GroupId.Length: > 0 } ? award with { Signers = await GroupSigners.Load(session, award.GroupId) } : award;

    private static Timestamp? Time(DateTimeOffset? instant) => instant is { } known ? Timestamp.FromDateTimeOffset(known) : null;

    private static Refusal NotFound() => new(GrantsReasons.AwardNotFound, field: "award_id");
}
