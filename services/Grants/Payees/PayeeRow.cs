using Participatory.Access.V1;
using Participatory.Grants.Awards;
using Participatory.Grants.Groups;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Words;

namespace Participatory.Grants.Payees;

/// <summary>Who holds the money of an award, with what is known about their bank details but not the details.</summary>
internal sealed record PayeeRow
{
    public const string SelectPayees = """
        SELECT award.award_id, award.round_id, award.area_code, award.title, award.amount_minor, award.currency, award.state,
            award.recipient, award.accepted_at, award.asked_minor, payee.holder, payee.group_name, payee.charity_number,
                payee.company_number, payee.shopping,
            payee.chosen_by, payee.chosen_at, payee.host_name, payee.host_fee_basis_points, payee.host_person, payee.host_signed_by,
            payee.host_words, payee.host_confirmed_at, payee.details_version, payee.frozen_at,
            details.sealed, details.given_by, details.given_at,
            latest.result, latest.note AS check_note, latest.checked_by, latest.checked_as, latest.checked_at,
            confirmed.channel, confirmed.note AS change_note, confirmed.confirmed_by AS change_by, confirmed.confirmed_as,
            confirmed.confirmed_at,
            round_place.name AS area_name,
            (SELECT COUNT(*) FROM payment WHERE payment.award_id = award.award_id AND payment.state IN ('INSTRUCTED', 'APPROVED'))
                AS under_way,
            stopped.cancel_reason, stopped.instructed_by AS stopped_of, stopped.cancelled_by AS stopped_by,
            award.group_id, agreed.confirmed_by AS second_by, agreed.confirmed_at AS second_at,
            (SELECT COUNT(*) FROM group_signer WHERE group_signer.group_id = award.group_id) AS signer_count
        FROM award
        LEFT JOIN payee ON payee.award_id = award.award_id
        LEFT JOIN payee_details details ON details.award_id = payee.award_id AND details.version = payee.details_version
        LEFT JOIN payee_check latest ON latest.award_id = payee.award_id AND latest.version = payee.details_version
            AND NOT EXISTS (SELECT 1 FROM payee_check later WHERE later.award_id = latest.award_id AND later.version = latest.version
                AND (later.checked_at > latest.checked_at OR (later.checked_at = latest.checked_at AND later.check_id > latest.check_id)))
        LEFT JOIN payee_change confirmed ON confirmed.award_id = payee.award_id AND confirmed.version = payee.details_version
        LEFT JOIN payee_second agreed ON agreed.award_id = payee.award_id AND agreed.version = payee.details_version
        LEFT JOIN round_place ON round_place.round_id = award.round_id AND round_place.area_code = award.area_code
        LEFT JOIN payment stopped ON stopped.award_id = award.award_id AND stopped.state = 'CANCELLED'
            AND NOT EXISTS (SELECT 1 FROM payment newer WHERE newer.award_id = stopped.award_id
                AND (newer.instructed_at > stopped.instructed_at
                    OR (newer.instructed_at = stopped.instructed_at AND newer.payment_id > stopped.payment_id)))
        """;

    private static readonly Sql Select = new(SelectPayees + " WHERE award.award_id = @awardId");

    private static readonly Sql SelectParts = new("""
        SELECT part, amount_minor, due_on FROM payment_part WHERE award_id = @awardId ORDER BY part
        """);

    private static readonly Sql SelectReadings = new("""
        SELECT version, why, run_serial, read_as, read_at FROM payee_reading
        WHERE award_id = @awardId ORDER BY read_at, reading_id {limit @most}
        """);

    /// <summary>As many readings as are shown; all are kept.</summary>
    private const int MostReadings = 100;

    public string AwardId { get; init; } = "";
    public string RoundId { get; init; } = "";
    public string AreaCode { get; init; } = "";
    public string Title { get; init; } = "";
    public long AmountMinor { get; init; }
    public string Currency { get; init; } = "";
    public string State { get; init; } = "";
    public string? Recipient { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }
    public long AskedMinor { get; init; }

    /// <summary>As <see cref="StateText"/> writes a <see cref="V1.Holder"/>; null while nobody has said.</summary>
    public string? Holder { get; init; }

    public string? GroupName { get; init; }
    public string? CharityNumber { get; init; }
    public string? CompanyNumber { get; init; }
    public string? Shopping { get; init; }
    public string? ChosenBy { get; init; }
    public DateTimeOffset? ChosenAt { get; init; }
    public string? HostName { get; init; }
    public int? HostFeeBasisPoints { get; init; }
    public string? HostPerson { get; init; }
    public string? HostSignedBy { get; init; }
    public string? HostWords { get; init; }
    public DateTimeOffset? HostConfirmedAt { get; init; }
    public int DetailsVersion { get; init; }
    public DateTimeOffset? FrozenAt { get; init; }
    public byte[]? Sealed { get; init; }
    public string? GivenBy { get; init; }
    public DateTimeOffset? GivenAt { get; init; }
    public string? Result { get; init; }
    public string? CheckNote { get; init; }

    /// <summary>Whoever of finance asked the bank last; null while nobody has.</summary>
    public string? CheckedBy { get; init; }

    public string? CheckedAs { get; init; }
    public DateTimeOffset? CheckedAt { get; init; }
    public string? Channel { get; init; }
    public string? ChangeNote { get; init; }

    /// <summary>Whoever of finance confirmed the change; null while nobody has.</summary>
    public string? ChangeBy { get; init; }

    public string? ConfirmedAs { get; init; }
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>Null where the area has none, or the round was never opened here.</summary>
    public string? AreaName { get; init; }

    /// <summary>Payments that are asked for and not made yet.</summary>
    public long UnderWay { get; init; }

    /// <summary>Why the last payment was stopped, and the subjects of whose it was and who stopped it; null where it was not.</summary>
    public string? CancelReason { get; init; }

    public string? StoppedOf { get; init; }
    public string? StoppedBy { get; init; }

    /// <summary>Whose the award is; empty for the recipient alone.</summary>
    public string GroupId { get; init; } = "";

    /// <summary>Who else of the group confirmed the bank details that count, and when; null while nobody has.</summary>
    public string? SecondBy { get; init; }

    public DateTimeOffset? SecondAt { get; init; }

    /// <summary>How many may say yes to money for the group now.</summary>
    public long SignerCount { get; init; }

    /// <summary>Who they are; not in lists.</summary>
    public IReadOnlyList<string> Signers { get; init; } = [];

    /// <summary>Something of it is left to ask for, and nothing is on its way.</summary>
    public bool CanBeRequested => AskedMinor < AmountMinor && UnderWay == 0;

    public AwardState StateNow => StateText.Read<AwardState>(State);

    public Holder HolderNow => Holder is null ? V1.Holder.Unspecified : StateText.Read<Holder>(Holder);

    /// <summary>What has to happen next before anything can be paid.</summary>
    public PayeeStep Step => this switch
    {
        { Holder: null } => PayeeStep.ChooseHolder,
        { HolderNow: V1.Holder.CouncilBuys } => PayeeStep.Ready,
        { HolderNow: V1.Holder.Host, HostPerson: null } => PayeeStep.ConfirmHosting,
        { DetailsVersion: 0 } => PayeeStep.GiveBankDetails,
        { GroupId.Length: > 0, SecondAt: null } => PayeeStep.Agree,
        { FrozenAt: not null } => PayeeStep.ConfirmChange,
        { Result: null } => PayeeStep.Check,
        { Result: "NO_MATCH" } => PayeeStep.Correct,
        _ => PayeeStep.Ready,
    };

    /// <exception cref="Refusal">There is no such award.</exception>
    public static async Task<PayeeRow> Load(Session session, string awardId)
    {
        var payee = await session.One<PayeeRow>(Select, new { awardId })
            ?? throw new Refusal(GrantsReasons.AwardNotFound, field: "award_id");
        return payee with { Signers = await GroupSigners.Load(session, payee.GroupId) };
    }

    /// <summary>Loads a payee that is to change. Everything about an award and its payments happens one after the other.</summary>
    /// <exception cref="Refusal">There is no such award.</exception>
    public static async Task<PayeeRow> Lock(Transaction transaction, string awardId)
    {
        await AwardRow.Lock(transaction, awardId);
        return await Load(transaction, awardId);
    }

    /// <summary>The caller may act for the award: it is theirs alone, or they may say yes to money for its group at this moment.</summary>
    public bool IsGroup(Caller caller) => caller.IsSignedIn
        && (GroupId.Length == 0 ? Recipient == caller.Subject : Signers.Contains(caller.Subject, StringComparer.Ordinal));

    public bool IsHost(Caller caller) => caller.IsSignedIn && HostPerson == caller.Subject;

    /// <summary>Refuses anybody but whose award it is.</summary>
    public void RefuseUnlessGroup(Caller caller)
    {
        if (!IsGroup(caller))
        {
            throw new Refusal(GroupId.Length > 0 ? GrantsReasons.SignersOnly : GrantsReasons.NotYourAward);
        }
    }

    /// <summary>Refuses a change where nothing is open to be paid.</summary>
    public void RefuseUnlessAccepted()
    {
        if (StateNow != AwardState.Accepted)
        {
            throw new Refusal(StateNow switch
            {
                AwardState.Paid or AwardState.Closed => GrantsReasons.PayeeStands,
                AwardState.Offered => GrantsReasons.AwardNotAcceptedByYou,
                _ => GrantsReasons.NothingToPay,
            });
        }
    }

    /// <summary>The payee as <paramref name="caller"/> may see it.</summary>
    public async Task<Payee> LoadMessage(Session session, Caller caller, BankVault vault)
    {
        var answer = ToMessage(caller, vault);
        answer.Parts.AddRange((await session.Many<PartRow>(SelectParts, new { awardId = AwardId }))
            .Select(part => part.ToMessage(Currency)));
        if (IsGroup(caller) || IsHost(caller) || caller.Is(Role.Finance))
        {
            var readings = await session.Many<ReadingRow>(SelectReadings, new { awardId = AwardId, most = MostReadings });
            answer.Readings.AddRange(readings.Select(reading => reading.ToMessage()));
        }

        if (caller.Is(Role.Finance) || caller.Is(Role.Officer))
        {
            answer.SameAccount.AddRange((await SharedAccounts.Load(session, [AwardId]))[AwardId]);
        }

        return answer;
    }

    /// <summary>The payee as <paramref name="caller"/> may see it in a list.</summary>
    public Payee ToMessage(Caller caller, BankVault vault)
    {
        var answer = new Payee
        {
            AwardId = AwardId,
            RoundId = RoundId,
            Title = Title,
            Amount = new Amount(AmountMinor, Currency).ToMessage(),
            Holder = HolderNow,
            GroupName = GroupName ?? "",
            CharityNumber = CharityNumber ?? "",
            CompanyNumber = CompanyNumber ?? "",
            Shopping = Shopping ?? "",
            HostName = HostName ?? "",
            DetailsVersion = DetailsVersion,
            GiveTime = GivenAt.ToTimestamp(),
            Step = Step,
            Frozen = FrozenAt is not null,
            Mine = IsGroup(caller),
            HostedByMe = IsHost(caller),
            AreaCode = AreaCode,
            AreaName = AreaName ?? "",
            AcceptTime = AcceptedAt.ToTimestamp(),
            StopReason = caller.Is(Role.Officer) || caller.Is(Role.Finance) ? CancelReason ?? "" : "",
            GroupId = GroupId,
            Signers = (int)SignerCount,
            GivenByMe = caller.IsSignedIn && GivenBy == caller.Subject,
            SecondTime = SecondAt.ToTimestamp(),
            CanBeOffered = IsGroup(caller) && GroupId.Length == 0 && StateNow == AwardState.Accepted && AskedMinor == 0,
            StoppedMine = StoppedOf is not null && StoppedOf == caller.Subject && StoppedBy != caller.Subject,
        };
        AddHost(answer, caller, vault);
        if (Sealed is not null)
        {
            var account = vault.Open(Sealed);
            answer.MaskedAccount = BankText.Masked(account.SortCode, account.AccountNumber);
        }

        if (Result is not null)
        {
            answer.Check = Check();
        }

        if (Channel is not null)
        {
            answer.Change = new ChangeConfirmation
            {
                Channel = StateText.Read<Channel>(Channel),
                Note = ChangeNote ?? "",
                ConfirmedBy = ConfirmedAs ?? "",
                ConfirmTime = ConfirmedAt.ToTimestamp(),
                DetailsVersion = DetailsVersion,
            };
        }

        return answer;
    }

    private PayeeCheck Check() => new()
    {
        Result = StateText.Read<PayeeCheckResult>(Result!),
        Note = CheckNote ?? "",
        CheckedBy = CheckedAs ?? "",
        CheckTime = CheckedAt.ToTimestamp(),
        DetailsVersion = DetailsVersion,
    };

    private void AddHost(Payee answer, Caller caller, BankVault vault)
    {
        if (HostFeeBasisPoints is { } fee)
        {
            answer.HostFeeBasisPoints = fee;
            answer.HostFee = new Amount(HostFee(AmountMinor, fee), Currency).ToMessage();
            answer.HostConfirmedBy = HostSignedBy ?? "";
            answer.HostWords = HostWords ?? "";
            answer.HostConfirmTime = HostConfirmedAt.ToTimestamp();
        }
        else if (HolderNow == V1.Holder.Host && IsGroup(caller))
        {
            answer.HostCode = vault.HostCode(AwardId, ChosenAt!.Value);
        }
    }

    /// <summary>What a host keeps of an amount: never more than its share, so the penny goes to the group.</summary>
    public static long HostFee(long amountMinor, int basisPoints) => (long)((Int128)amountMinor * basisPoints / 10_000);

    private sealed record ReadingRow
    {
        public int Version { get; init; }
        public string? Why { get; init; }
        public string? RunSerial { get; init; }
        public string ReadAs { get; init; } = "";
        public DateTimeOffset ReadAt { get; init; }

        public BankReading ToMessage() => new()
        {
            ReadBy = ReadAs, ReadTime = ((DateTimeOffset?)ReadAt).ToTimestamp(), Why = Why ?? "", RunSerial = RunSerial ?? "",
            DetailsVersion = Version,
        };
    }
}

/// <summary>A part of an award that is paid at one time.</summary>
internal sealed record PartRow
{
    public int Part { get; init; }
    public long AmountMinor { get; init; }
    public string DueOn { get; init; } = "";

    public PaymentPart ToMessage(string currency) =>
        new() { Part = Part, Amount = new Amount(AmountMinor, currency).ToMessage(), DueOn = DueOn };
}
