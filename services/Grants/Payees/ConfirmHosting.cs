using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Payees;

/// <summary>A host says in writing that it holds the money for the group, and what it keeps for that.</summary>
internal sealed class ConfirmHosting(Database database, TimeProvider clock, BankVault vault)
{
    private static readonly Sql Update = new("""
        UPDATE payee SET host_fee_basis_points = @HostFeeBasisPoints, charity_number = @CharityNumber, company_number = @CompanyNumber,
            host_person = @HostPerson, host_signed_by = @HostSignedBy, host_words = @HostWords, host_confirmed_at = @HostConfirmedAt,
            changed_at = @HostConfirmedAt
        WHERE award_id = @AwardId AND holder = 'HOST' AND host_person IS NULL
        """);

    public async Task<Payee> Handle(ConfirmHostingRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .RequestId(request.RequestId)
            .Id("award_id", request.AwardId)
            .Number("fee_basis_points", request, GrantsReasons.FeeTooHigh)
            .Numbers(request.CharityNumber, request.CompanyNumber)
            .Text("signed_by", request)
            .Text("words", request)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Payee.Parser) is { } before)
        {
            return before;
        }

        var payee = await PayeeRow.Lock(transaction, request.AwardId);
        var hasCode = payee is { HolderNow: Holder.Host, ChosenAt: { } chosenAt }
            && vault.IsHostCode(request.HostCode, payee.AwardId, chosenAt);
        if (await transaction.Execute(Update, Decide(payee, hasCode, request, caller, clock.GetUtcNow())) != 1)
        {
            throw new InvalidOperationException($"The payee of {payee.AwardId} changed while it was held.");
        }

        var answer = await (await PayeeRow.Load(transaction, payee.AwardId)).LoadMessage(transaction, caller, vault);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The payee as its host has confirmed it: somebody with the group's link, and not the group itself.</summary>
    /// <param name="hasCode">The link is the one that the group has now.</param>
    /// <exception cref="Refusal">One of these does not hold, the award is not accepted, or a host has confirmed.</exception>
    internal static PayeeRow Decide(PayeeRow payee, bool hasCode, ConfirmHostingRequest request, Caller caller, DateTimeOffset now)
    {
        if (!hasCode)
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

        return payee with
        {
            HostFeeBasisPoints = request.FeeBasisPoints,
            CharityNumber = request.CharityNumber,
            CompanyNumber = request.CompanyNumber,
            HostPerson = caller.Subject,
            HostSignedBy = request.SignedBy.Trim(),
            HostWords = request.Words,
            HostConfirmedAt = now,
        };
    }
}
