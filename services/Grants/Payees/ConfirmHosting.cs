using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Payees;

/// <summary>A host says in writing that it holds the money for the group, and what it keeps for that.</summary>
internal sealed class ConfirmHosting(Database database, TimeProvider clock, BankVault vault)
{
    /// <summary>Ten percent. The table knows it, too.</summary>
    public const int HighestFee = 1000;

    private static readonly Sql Update = new("""
        UPDATE payee SET host_fee_basis_points = @FeeBasisPoints, charity_number = @CharityNumber, company_number = @CompanyNumber,
            host_person = @Subject, host_signed_by = @signedBy, host_words = @words, host_confirmed_at = @now, changed_at = @now
        WHERE award_id = @AwardId AND holder = 'HOST' AND host_person IS NULL
        """);

    public async Task<Payee> Handle(ConfirmHostingRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .RequestId(request.RequestId)
            .Id("award_id", request.AwardId)
            .Require(request.FeeBasisPoints is >= 0 and <= HighestFee, "fee_basis_points", GrantsReasons.FeeTooHigh)
            .Numbers(request.CharityNumber, request.CompanyNumber)
            .Text("signed_by", request.SignedBy, max: 120)
            .Text("words", request.Words, max: 2000)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Payee.Parser) is { } before)
        {
            return before;
        }

        var payee = await PayeeRow.LoadToChange(transaction, request.AwardId);
        Decide(payee, request, caller);
        var confirmed = await transaction.Execute(Update, new
        {
            payee.AwardId,
            request.FeeBasisPoints,
            request.CharityNumber,
            request.CompanyNumber,
            caller.Subject,
            signedBy = request.SignedBy.Trim(),
            words = request.Words,
            now = clock.GetUtcNow(),
        });
        if (confirmed != 1)
        {
            throw new InvalidOperationException($"The payee of {payee.AwardId} changed while it was held.");
        }

        var answer = await (await PayeeRow.Load(transaction, payee.AwardId)).ToPayee(transaction, caller, vault);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    private void Decide(PayeeRow payee, ConfirmHostingRequest request, Caller caller)
    {
        if (payee.HolderNow != Holder.Host || !vault.IsHostCode(request.HostCode, payee.AwardId, payee.ChosenAt!.Value))
        {
            throw new Refusal(GrantsReasons.HostLinkEnded);
        }

        payee.RefuseUnlessAccepted();
        if (payee.IsGroup(caller))
        {
            throw new Refusal(GrantsReasons.NotItsOwnHost);
        }

        if (payee.HostPerson is not null)
        {
            throw new Refusal(GrantsReasons.HostingConfirmed, [("who", payee.HostSignedBy ?? "")]);
        }
    }
}
