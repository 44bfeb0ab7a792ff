using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Payees;

/// <summary>
/// Somebody else who may say yes to money for a group says that the bank details are the right ones. Before that nothing is asked for, the
/// bank is not asked, and nothing is paid.
/// </summary>
internal sealed class ConfirmBankDetails(Database database, TimeProvider clock, BankVault vault)
{
    private static readonly Sql Insert = new("""
        INSERT INTO payee_second (award_id, version, given_by, confirmed_by, confirmed_at)
        VALUES (@AwardId, @version, @GivenBy, @Subject, @now)
        """);

    public async Task<Payee> Handle(ConfirmBankDetailsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("award_id", request.AwardId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Payee.Parser) is { } before)
        {
            return before;
        }

        var payee = await PayeeRow.Lock(transaction, request.AwardId);
        var version = Decide(payee, request.DetailsVersion, caller);
        await transaction.Execute(
            Insert, new { payee.AwardId, version, payee.GivenBy, caller.Subject, now = clock.GetUtcNow() });
        var answer = await (await PayeeRow.Load(transaction, payee.AwardId)).LoadMessage(transaction, caller, vault);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>What is confirmed are the details that count, by somebody of the group who did not give or check them.</summary>
    /// <returns>The version of the bank details that is confirmed.</returns>
    /// <exception cref="Refusal">The caller may not, gave them, or there is nothing to confirm.</exception>
    internal static int Decide(PayeeRow payee, int detailsVersion, Caller caller)
    {
        payee.RefuseUnlessGroup(caller);
        payee.RefuseUnlessAccepted();
        if (payee.DetailsVersion == 0)
        {
            throw new Refusal(GrantsReasons.BankDetailsMissing, field: "award_id");
        }

        if (payee.DetailsVersion != detailsVersion)
        {
            throw new Refusal(GrantsReasons.OtherDetails, field: "details_version");
        }

        if (payee.Step != PayeeStep.Agree)
        {
            throw new Refusal(GrantsReasons.PayeeState);
        }

        // What the bank said stands where a grant became a group's since: whoever asked it is not the group's second person, too.
        return payee.GivenBy == caller.Subject || payee.CheckedBy == caller.Subject || payee.ChangeBy == caller.Subject
            ? throw new Refusal(GrantsReasons.OtherSignerNeeded) : detailsVersion;
    }
}
