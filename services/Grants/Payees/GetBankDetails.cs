using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Payees;

/// <summary>Shows finance the bank details in clear. That somebody has read them is committed before they are shown.</summary>
internal sealed class GetBankDetails(Database database, TimeProvider clock, BankVault vault, SecurityLog security)
{
    /// <summary>As the security log names it; it is about the award, or the payment run whose file holds the details.</summary>
    public const string Read = "BANK_DETAILS_READ";

    private static readonly Sql Insert = new("""
        INSERT INTO payee_reading (reading_id, award_id, version, why, run_serial, read_by, read_as, read_at)
        VALUES (@readingId, @awardId, @version, @why, @runSerial, @Subject, @ShownAs, @now)
        """);

    public async Task<BankDetails> Handle(GetBankDetailsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("award_id", request.AwardId).Text("why", request).Check();
        await using var transaction = await database.Begin(cancellation);
        var payee = await PayeeRow.Load(transaction, request.AwardId);
        if (payee.Sealed is null)
        {
            throw new Refusal(GrantsReasons.BankDetailsMissing, field: "award_id");
        }

        await Note(transaction, payee.AwardId, payee.DetailsVersion, request.Why.Trim(), caller, clock.GetUtcNow());
        var account = vault.Open(payee.Sealed);
        await transaction.Commit();
        security.Note(Read, caller.Subject, payee.AwardId);
        return new BankDetails
        {
            AwardId = payee.AwardId,
            DetailsVersion = payee.DetailsVersion,
            AccountName = account.Name,
            SortCode = account.SortCode,
            AccountNumber = account.AccountNumber,
        };
    }

    /// <summary>Keeps that somebody read these details.</summary>
    /// <param name="why">What the reader wrote.</param>
    public static Task Note(Transaction transaction, string awardId, int version, string why, Caller caller, DateTimeOffset now) =>
        Note(transaction, awardId, version, why, runSerial: null, caller, now);

    /// <summary>Keeps that somebody took the file for the bank of a payment run, in which these details stand.</summary>
    public static Task NoteInFile(
        Transaction transaction, string awardId, int version, string runSerial, Caller caller, DateTimeOffset now) =>
        Note(transaction, awardId, version, why: null, runSerial, caller, now);

    private static async Task Note(
        Transaction transaction, string awardId, int version, string? why, string? runSerial, Caller caller, DateTimeOffset now) =>
        await transaction.Execute(Insert, new
        {
            readingId = Guid.CreateVersion7().ToString(), awardId, version, why, runSerial, caller.Subject, caller.ShownAs, now,
        });
}
