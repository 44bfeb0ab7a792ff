using Participatory.Grants.Payees;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Payments;

/// <summary>One payment, or the payments, oldest first.</summary>
internal sealed class ReadPayments(Database database)
{
    // A round and all of them are two statements: a server that makes one plan for both looks at everything for a round.
    private const string Listed = """
        payment.state IN (SELECT item FROM {texts @states} AS given)
            AND (payment.instructed_at > @At OR (payment.instructed_at = @At AND payment.payment_id > @Id))
        ORDER BY payment.instructed_at, payment.payment_id {limit @count}
        """;

    private static readonly Sql SelectPage = new(PaymentRow.SelectPayments + " WHERE " + Listed);

    private static readonly Sql SelectPageOfRound = new(PaymentRow.SelectPayments + " WHERE award.round_id = @RoundId AND " + Listed);

    public async Task<Payment> Handle(GetPaymentRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("payment_id", request.PaymentId).Check();
        await using var session = await database.Read(cancellation);
        var payment = await PaymentRow.Load(session, request.PaymentId);
        var answer = payment.ToMessage(caller, (await PayeeRow.Load(session, payment.AwardId)).Step);
        answer.SameAccount.AddRange((await SharedAccounts.Load(session, [payment.AwardId]))[payment.AwardId]);
        return answer;
    }

    public async Task<ListPaymentsResponse> Handle(ListPaymentsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId, required: false).Check();
        var states = StateText.Wanted(request.States);
        var question = $"payments of {request.RoundId} in {string.Join(',', states)}";
        var page = Page.Of(request.PageSize, request.PageToken, question, PageKey.First, normal: 50, max: 200);

        await using var session = await database.Read(cancellation);
        var found = await session.Many<PaymentRow>(
            request.RoundId.Length == 0 ? SelectPage : SelectPageOfRound,
            new { request.RoundId, states = Sql.List(states), page.At, page.Id, count = page.Count });

        var answer = new ListPaymentsResponse();
        answer.NextPageToken = page.Fill(
            answer.Payments, found, row => PageKey.Of(row.InstructedAt, row.PaymentId), row => row.ToMessage(caller));
        var shared = await SharedAccounts.Load(session, answer.Payments.Select(payment => payment.AwardId).Distinct());
        foreach (var payment in answer.Payments)
        {
            payment.SameAccount.AddRange(shared[payment.AwardId]);
        }

        return answer;
    }
}
