using System.Globalization;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Amount = Participatory.Words.Amount;

namespace Participatory.Grants.Payees;

/// <summary>An award is paid in parts, because the group asked for it. Up front and at once is what everybody else gets.</summary>
internal sealed class PlanPayments(Database database, BankVault vault)
{
    private static readonly int MostParts = FieldLimits.CountOf(PlanPaymentsRequest.Descriptor, "parts");

    private static readonly Sql Delete = new("DELETE FROM payment_part WHERE award_id = @AwardId");

    private static readonly Sql Insert = new("""
        INSERT INTO payment_part (award_id, part, amount_minor, due_on) VALUES (@awardId, @part, @amountMinor, @dueOn)
        """);

    private static readonly Sql CountPayments = new("SELECT COUNT(*) FROM payment WHERE award_id = @AwardId");

    public async Task<Payee> Handle(PlanPaymentsRequest request, Caller caller, CancellationToken cancellation)
    {
        Validate(request);
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Payee.Parser) is { } before)
        {
            return before;
        }

        var payee = await PayeeRow.Lock(transaction, request.AwardId);
        var parts = Decide(payee, request, caller, await transaction.One<int>(CountPayments, new { payee.AwardId }));
        await transaction.Execute(Delete, new { payee.AwardId });
        foreach (var part in parts)
        {
            await transaction.Execute(Insert, new
            {
                awardId = payee.AwardId, part = part.Part, amountMinor = part.AmountMinor,
                dueOn = part.DueOn
            });
        }

        var answer = await payee.LoadMessage(transaction, caller, vault);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    private static void Validate(PlanPaymentsRequest request)
    {
        var fields = new Fields().RequestId(request.RequestId).Id("award_id", request.AwardId)
            .Require(request.Parts.Count >= 2 && request.Parts.Count <= MostParts, "parts", GrantsReasons.PartsWrong, ("max", MostParts));
        foreach (var (at, part) in request.Parts.Index())
        {
            fields.Amount($"parts[{at}].amount", part.Amount)
                .Require(DateOnly.TryParseExact(part.DueOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
                    $"parts[{at}].due_on", GrantsReasons.DayMissing)
                .Require(at == 0 || string.CompareOrdinal(request.Parts[at - 1].DueOn, part.DueOn) < 0, $"parts[{at}].due_on",
                    GrantsReasons.PartsOutOfOrder);
        }

        fields.Check();
    }

    /// <summary>The parts as they are paid: together the grant, in its currency.</summary>
    /// <param name="payments">How many payments were asked for already.</param>
    /// <exception cref="Refusal">One of these does not hold, it is in another area, or payments have begun.</exception>
    internal static IReadOnlyList<PartRow> Decide(PayeeRow payee, PlanPaymentsRequest request, Caller caller, int payments)
    {
        if (!caller.MayActIn(payee.AreaCode))
        {
            throw new Refusal(GrantsReasons.OtherArea, [("area", payee.AreaCode)], "award_id");
        }

        payee.RefuseUnlessAccepted();
        if (payments > 0)
        {
            throw new Refusal(GrantsReasons.PartsStand, field: "award_id");
        }

        var sum = request.Parts.Sum(part => part.Amount.AmountMinor);
        new Fields()
            .Require(request.Parts.All(part => part.Amount.Currency == payee.Currency), "parts", GrantsReasons.OtherCurrency,
                ("currency", payee.Currency))
            .Require(sum == payee.AmountMinor, "parts", GrantsReasons.PartsDoNotAddUp, ("sum", new Amount(sum, payee.Currency)),
                ("grant", new Amount(payee.AmountMinor, payee.Currency)))
            .Check();
        return [.. request.Parts.Select((part, at) => new PartRow { Part = at + 1, AmountMinor = part.Amount.AmountMinor,
            DueOn = part.DueOn })];
    }
}
