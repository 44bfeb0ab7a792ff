using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Payees;

/// <summary>Finance keeps what the bank said when asked whether the name and the account belong together.</summary>
internal sealed class RecordPayeeCheck(Database database, TimeProvider clock, BankVault vault)
{
    private static readonly Sql Insert = new("""
        INSERT INTO payee_check (check_id, award_id, version, given_by, result, note, checked_by, checked_as, checked_at)
        VALUES (@checkId, @AwardId, @DetailsVersion, @GivenBy, @result, @note, @Subject, @ShownAs, @now)
        """);

    public async Task<Payee> Handle(RecordPayeeCheckRequest request, Caller caller, CancellationToken cancellation)
    {
        var explained = request.Result is not PayeeCheckResult.Match;
        new Fields()
            .RequestId(request.RequestId)
            .Id("award_id", request.AwardId)
            .Require(Enum.IsDefined(request.Result) && request.Result != PayeeCheckResult.Unspecified, "result", GrantsReasons.CheckMissing)
            .Text("note", request, required: explained)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Payee.Parser) is { } before)
        {
            return before;
        }

        var payee = await PayeeRow.Lock(transaction, request.AwardId);
        var judged = Decide(payee, request.DetailsVersion, caller);
        await transaction.Execute(Insert, new
        {
            checkId = Guid.CreateVersion7().ToString(),
            payee.AwardId,
            DetailsVersion = judged,
            payee.GivenBy,
            result = StateText.Of(request.Result),
            note = request.Note.Trim(),
            caller.Subject,
            caller.ShownAs,
            now = clock.GetUtcNow(),
        });

        var answer = await (await PayeeRow.Load(transaction, payee.AwardId)).LoadMessage(transaction, caller, vault);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>Whoever gave or confirmed the details for the group does not judge them, and what is judged are those that count.</summary>
    /// <returns>The version of the bank details that is judged.</returns>
    /// <exception cref="Refusal">There are none or others, they are this person's own, or the award is not accepted.</exception>
    internal static int Decide(PayeeRow payee, int detailsVersion, Caller caller)
    {
        payee.RefuseUnlessAccepted();
        if (payee.DetailsVersion == 0)
        {
            throw new Refusal(GrantsReasons.BankDetailsMissing, field: "award_id");
        }

        if (payee.DetailsVersion != detailsVersion)
        {
            throw new Refusal(GrantsReasons.OtherDetails, field: "details_version");
        }

        // The group agrees with itself before anybody asks the bank.
        if (payee.Step == PayeeStep.Agree)
        {
            throw new Refusal(GrantsReasons.SecondSignerMissing);
        }

        if (payee.GivenBy == caller.Subject || payee.SecondBy == caller.Subject)
        {
            throw new Refusal(GrantsReasons.SecondLookNeeded);
        }

        return detailsVersion;
    }
}
