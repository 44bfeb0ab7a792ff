using Participatory.Contracts;
using Participatory.Contracts.Grants;
using Participatory.Grants.Payees;
using Participatory.Grants.V1;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Work;

/// <summary>Counts what money waits for, and tells People when it has changed.</summary>
internal sealed class CountWork(Database database, TimeProvider clock)
{
    /// <summary>How long a no to a release waits to be seen by whoever proposed it.</summary>
    private static readonly TimeSpan NewsFor = TimeSpan.FromDays(14);

    private static readonly Sql Select = new("""
        SELECT 'releases_to_approve' AS kind, release.round_id, '' AS only_for, release.proposed_by AS not_for, COUNT(*) AS many
        FROM release WHERE release.state = 'PROPOSED' GROUP BY release.round_id, release.proposed_by
        UNION ALL
        SELECT 'releases_declined', '', proposed_by, '', COUNT(*)
        FROM release WHERE state = 'DECLINED' AND decided_at > @since GROUP BY proposed_by
        UNION ALL
        SELECT 'clawbacks_to_decide', '', '', proposed_by, COUNT(*) FROM clawback WHERE state = 'PROPOSED' GROUP BY proposed_by
        UNION ALL
        SELECT CASE state WHEN 'OFFERED' THEN 'offers_unanswered' ELSE 'grants_without_money' END, '', '', '', COUNT(*)
        FROM award WHERE state IN ('OFFERED', 'WAITING') GROUP BY state
        UNION ALL
        SELECT 'payments_to_approve', '', '', instructed_by, COUNT(*) FROM payment WHERE state = 'INSTRUCTED' GROUP BY instructed_by
        UNION ALL
        SELECT 'payments_for_run', '', '', '', COUNT(*) FROM payment
        WHERE state = 'APPROVED' AND NOT EXISTS (SELECT 1 FROM run_payment WHERE run_payment.payment_id = payment.payment_id)
        UNION ALL
        SELECT 'payments_to_confirm', '', '', '', COUNT(*) FROM payment
        WHERE state = 'APPROVED' AND EXISTS (SELECT 1 FROM run_payment WHERE run_payment.payment_id = payment.payment_id)
        UNION ALL
        SELECT 'payer_to_approve', '', '', asked_by, 1 FROM payer
        WHERE state = 'ASKED' AND number = (SELECT MAX(number) FROM payer)
        UNION ALL
        SELECT 'differences_to_settle', '', '', '', COUNT(*) FROM bank_difference WHERE settled_at IS NULL
        ORDER BY kind, round_id, only_for, not_for
        """);

    private static readonly Sql SelectPayees = new(
        PayeeRow.SelectPayees + " WHERE award.state = 'ACCEPTED' ORDER BY award.accepted_at, award.award_id");

    private readonly SaidLast<WorkLine> said = new();

    public async Task Tick(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        IReadOnlyList<WorkLine> lines;
        await using (var session = await database.Read(cancellation))
        {
            var counted = await session.Many<WaitingRow>(Select, new { since = now - NewsFor });
            lines =
            [
                .. counted.Where(row => row.Many > 0).Select(row => row.ToLine()), .. Decide(await session.Many<PayeeRow>(SelectPayees)),
            ];
        }

        await said.Say(database, lines, now, new WorkCounted(lines, now), cancellation);
    }

    /// <summary>What waits for somebody before the money of a grant can go to its payee. Pure.</summary>
    internal static IEnumerable<WorkLine> Decide(IEnumerable<PayeeRow> payees) => payees
        .SelectMany(payee => OfBank(payee).Concat(OfOfficers(payee)))
        .GroupBy(line => line)
        .Select(same => same.Key with { Count = same.Count() });

    private static IEnumerable<WorkLine> OfBank(PayeeRow payee) => payee.Step switch
    {
        PayeeStep.ConfirmChange => [new WorkLine(WorkKinds.ChangesToConfirm, "", "", Count: 1, payee.AreaCode)],
        PayeeStep.Check => [new WorkLine(WorkKinds.PayeesToCheck, "", "", Count: 1, payee.AreaCode)],
        _ => [],
    };

    /// <summary>What its group has not answered yet cannot be requested. Of what was stopped its officer hears by name.</summary>
    private static IEnumerable<WorkLine> OfOfficers(PayeeRow payee)
    {
        if (!payee.CanBeRequested
            || payee.Step is PayeeStep.ChooseHolder or PayeeStep.ConfirmHosting or PayeeStep.GiveBankDetails or PayeeStep.Agree)
        {
            return [];
        }

        var toRequest = new WorkLine(WorkKinds.PaymentsToRequest, "", "", Count: 1, payee.AreaCode);
        return payee.StoppedOf is { } officer && payee.StoppedBy != officer
            ?
            [
                new WorkLine(WorkKinds.PaymentStopped, "", payee.Title, Count: 1, OnlyForSubject: officer),
                toRequest with { NotForSubject = officer },
            ]
            : [toRequest];
    }

    private sealed record WaitingRow
    {
        /// <summary>One of <see cref="WorkKinds"/>.</summary>
        public string Kind { get; init; } = "";

        public string RoundId { get; init; } = "";
        public string OnlyFor { get; init; } = "";
        public string NotFor { get; init; } = "";
        public int Many { get; init; }

        public WorkLine ToLine() => new(Kind, RoundId, "", Many, OnlyForSubject: OnlyFor, NotForSubject: NotFor);
    }
}
