using Participatory.Platform.Storage;

namespace Participatory.Grants.Payees;

/// <summary>Marks the accounts that were given before there were marks, or to a process that did not know of them.</summary>
internal sealed class MarkAccounts(Database database, BankVault vault)
{
    /// <summary>As many as are opened in one transaction.</summary>
    private const int Batch = 100;

    // What whoever gave it had forgotten is empty.
    private static readonly Sql SelectUnmarked = new("""
        SELECT details.award_id, details.version, details.sealed FROM payee_details details
        LEFT JOIN payee_mark ON payee_mark.award_id = details.award_id AND payee_mark.version = details.version
        WHERE payee_mark.award_id IS NULL AND details.sealed <> @nothing ORDER BY details.award_id, details.version {limit @batch}
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO payee_mark (award_id, version, mark) SELECT @awardId, @version, @mark
        WHERE NOT EXISTS (SELECT 1 FROM payee_mark {lock} WHERE award_id = @awardId AND version = @version)
        """);

    public async Task Tick(CancellationToken cancellation)
    {
        while (await MarkSome(cancellation) == Batch)
        {
        }
    }

    /// <summary>Keeps the mark of an account that somebody has just given.</summary>
    public static Task<int> Keep(Transaction transaction, string awardId, int version, BankAccount account, BankVault vault) =>
        transaction.Execute(Insert, new { awardId, version, mark = vault.AccountMark(account) });

    private async Task<int> MarkSome(CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        var unmarked = await transaction.Many<UnmarkedRow>(SelectUnmarked, new { batch = Batch, nothing = Array.Empty<byte>() });
        foreach (var row in unmarked)
        {
            await Keep(transaction, row.AwardId, row.Version, vault.Open(row.Sealed), vault);
        }

        await transaction.Commit();
        return unmarked.Count;
    }

    private sealed record UnmarkedRow
    {
        public string AwardId { get; init; } = "";
        public int Version { get; init; }
        public byte[] Sealed { get; init; } = [];
    }
}
