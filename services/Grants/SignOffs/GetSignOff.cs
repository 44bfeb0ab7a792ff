using Participatory.Grants.Awards;
using Participatory.Grants.Payees;
using Participatory.Grants.Payments;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Amount = Participatory.Words.Amount;

namespace Participatory.Grants.SignOffs;

/// <summary>
/// Everything that whoever signs for a round asks about, as it stands; what is missing is said and not left out.
/// </summary>
internal sealed class GetSignOff(Database database, BankVault vault)
{
    /// <summary>A round with more awards is signed area by area, which is not here yet; the page says that there are more.</summary>
    private const int MostAwards = 500;

    private static readonly Sql SelectResult = new("SELECT result_hash, declared_at FROM round_result WHERE round_id = @RoundId");

    private static readonly Sql SelectReleases = new("""
        SELECT release.release_id, release.fund_id, fund.name AS fund_name, fund.budget_code, release.total_minor, release.currency,
            release.proposed_as, release.decided_as, release.decided_at, fund.evidence, evidence_choice.chosen_as, evidence_choice.reason,
                evidence_choice.chosen_at
        FROM release JOIN fund ON fund.fund_id = release.fund_id
        LEFT JOIN evidence_choice ON evidence_choice.fund_id = fund.fund_id
            AND NOT EXISTS (SELECT 1 FROM evidence_choice later
            WHERE later.fund_id = evidence_choice.fund_id AND later.place > evidence_choice.place)
        WHERE release.round_id = @RoundId AND release.state = 'APPROVED' ORDER BY release.decided_at, release.release_id
        """);

    private static readonly Sql SelectPayees = new(PayeeRow.SelectPayees + """
         WHERE award.round_id = @RoundId AND award.state IN ('ACCEPTED', 'PAID', 'CLOSED')
        ORDER BY award.area_code, award.title, award.award_id {limit @most}
        """);

    private static readonly Sql SelectAgreements = new("""
        SELECT award.award_id, award.agreement_version, accepted_report.accepted_at AS story_at
        FROM award LEFT JOIN accepted_report ON accepted_report.award_id = award.award_id WHERE award.round_id = @RoundId
        """);

    private static readonly Sql SelectPayments = new(PaymentRow.SelectPayments + """
         WHERE award.round_id = @RoundId AND payment.state <> 'CANCELLED' ORDER BY payment.part
        """);

    public async Task<SignOff> Handle(GetSignOffRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Check();
        await using var session = await database.Read(cancellation);
        var answer = new SignOff
        {
            RoundId = request.RoundId, Title = (await RoundTerms.LoadOrNull(session,
            request.RoundId))?.Title ?? ""
        };
        answer.Authority = (await AuthorityRow.LoadOrNull(session, request.RoundId))?.ToMessage();
        if (await session.One<ResultRow>(SelectResult, new { request.RoundId }) is { } result)
        {
            answer.ResultHash = result.ResultHash;
            answer.DeclareTime = ((DateTimeOffset?)result.DeclaredAt).ToTimestamp();
        }

        answer.Releases.AddRange((await session.Many<ReleasedRow>(SelectReleases, new { request.RoundId }))
            .Select(released => released.ToMessage()));
        if (request.WithoutAwards)
        {
            return answer;
        }

        var agreements = (await session.Many<AgreementRow>(SelectAgreements, new { request.RoundId }))
            .ToDictionary(row => row.AwardId, StringComparer.Ordinal);
        var payments = (await session.Many<PaymentRow>(SelectPayments, new { request.RoundId }))
            .ToLookup(payment => payment.AwardId, StringComparer.Ordinal);
        var payees = await session.Many<PayeeRow>(SelectPayees, new { request.RoundId, most = MostAwards });
        answer.Awards.AddRange(payees.Select(payee => Award(payee, agreements[payee.AwardId], [.. payments[payee.AwardId]], caller)));
        return answer;
    }

    private SignOffAward Award(PayeeRow payee, AgreementRow agreement, IReadOnlyList<PaymentRow> payments, Caller caller)
    {
        var shown = payee.ToMessage(caller, vault);
        if (!caller.MayActIn(payee.AreaCode))
        {
            // As with the payee itself: a host that has said nothing yet, and what was talked about with the group, are its area's.
            shown.HostName = payee.HostConfirmedAt is null ? "" : shown.HostName;
            shown.Check = shown.Check is { } check ? new PayeeCheck(check) { Note = "" } : null;
        }

        var answer = new SignOffAward
        {
            AwardId = payee.AwardId,
            Title = payee.Title,
            AreaCode = payee.AreaCode,
            Amount = new Amount(payee.AmountMinor, payee.Currency).ToMessage(),
            AgreementVersion = agreement.AgreementVersion ?? "",
            AcceptTime = payee.AcceptedAt.ToTimestamp(),
            Holder = shown.Holder,
            HolderName = shown.Holder == Holder.Host ? shown.HostName : shown.GroupName,
            Check = shown.Check,
            StoryTime = agreement.StoryAt.ToTimestamp(),
        };
        answer.Payments.AddRange(payments.Select(payment => new SignOffPayment
        {
            Amount = new Amount(payment.AmountMinor, payment.Currency).ToMessage(),
            AskedBy = payment.InstructedAs,
            ApprovedBy = payment.ApprovedAs ?? "",
            ConfirmedBy = payment.ConfirmedAs ?? "",
            ConfirmTime = payment.ConfirmedAt.ToTimestamp(),
            BankReference = payment.BankReference ?? "",
        }));
        var paidMinor = payments.Where(payment => payment.StateNow == PaymentState.Confirmed).Sum(payment => payment.AmountMinor);
        answer.Paid = new Amount(paidMinor, payee.Currency).ToMessage();
        answer.Gaps.AddRange(Gaps(payee, agreement, paidMinor));
        return answer;
    }

    /// <summary>What is missing of an award.</summary>
    public static IEnumerable<SignOffGap> Gaps(PayeeRow payee, AgreementRow agreement, long paidMinor)
    {
        if (payee.Step != PayeeStep.Ready)
        {
            yield return payee.Step switch
            {
                PayeeStep.ChooseHolder => SignOffGap.Holder,
                PayeeStep.ConfirmHosting => SignOffGap.Hosting,
                PayeeStep.GiveBankDetails or PayeeStep.Agree => SignOffGap.BankDetails,
                PayeeStep.ConfirmChange => SignOffGap.Change,
                PayeeStep.Check => SignOffGap.Check,
                _ => SignOffGap.NoMatch,
            };
        }

        if (payee.Result is "CLOSE_MATCH" or "UNAVAILABLE")
        {
            yield return SignOffGap.NoPlainMatch;
        }

        if (paidMinor < payee.AmountMinor)
        {
            yield return paidMinor == 0 ? SignOffGap.NotPaid : SignOffGap.PaidInPart;
        }

        if (agreement.StoryAt is null)
        {
            yield return SignOffGap.Story;
        }
    }

    private sealed record ResultRow
    {
        public string ResultHash { get; init; } = "";
        public DateTimeOffset DeclaredAt { get; init; }
    }

    internal sealed record AgreementRow
    {
        public string AwardId { get; init; } = "";
        public string? AgreementVersion { get; init; }
        public DateTimeOffset? StoryAt { get; init; }
    }

    private sealed record ReleasedRow
    {
        public string ReleaseId { get; init; } = "";
        public string FundId { get; init; } = "";
        public string FundName { get; init; } = "";
        public string BudgetCode { get; init; } = "";
        public long TotalMinor { get; init; }
        public string Currency { get; init; } = "";
        public string ProposedAs { get; init; } = "";
        public string DecidedAs { get; init; } = "";
        public DateTimeOffset? DecidedAt { get; init; }
        public string Evidence { get; init; } = "";
        public string? ChosenAs { get; init; }
        public string? Reason { get; init; }
        public DateTimeOffset? ChosenAt { get; init; }

        public SignOffRelease ToMessage() => new()
        {
            ReleaseId = ReleaseId,
            FundId = FundId,
            FundName = FundName,
            BudgetCode = BudgetCode,
            Amount = new Amount(TotalMinor, Currency).ToMessage(),
            ProposedBy = ProposedAs,
            ApprovedBy = DecidedAs,
            ApproveTime = DecidedAt.ToTimestamp(),
            Evidence = Evidence,
            RiskAcceptedBy = ChosenAs ?? "",
            RiskReason = Reason ?? "",
            RiskAcceptTime = ChosenAt.ToTimestamp(),
        };
    }
}
