using Participatory.Platform.Storage;

namespace Participatory.Grants;

/// <summary>The only writer of transfers. Each moves the two running balances in the same transaction.</summary>
internal static class Ledger
{
    /// <summary>Who did it where no person did: the service itself, acting on what another service said.</summary>
    public const string OurOwnAct = "grants";

    /// <summary>The most that an account can hold: every sum of balances stays within 64 bits.</summary>
    public const long MostInAnAccount = 100_000_000_000_000_000;

    private static readonly Sql InsertAccount = new("""
        INSERT INTO account (account_id, kind, currency, fund_id, round_id, area_code, budget_code, shown_as, balance)
        SELECT @AccountId, @Kind, @Currency, @FundId, @RoundId, @AreaCode, @BudgetCode, @ShownAs, 0
        WHERE NOT EXISTS (SELECT 1 FROM account {lock} WHERE account_id = @AccountId)
        """);

    private static readonly Sql Take = new("""
        UPDATE account SET balance = balance - @AmountMinor
        WHERE account_id = @DebitAccount AND (balance >= @AmountMinor OR kind = 'FUNDER')
        """);

    private static readonly Sql Give = new("UPDATE account SET balance = balance + @AmountMinor WHERE account_id = @CreditAccount");

    private static readonly Sql InsertTransfer = new("""
        INSERT INTO transfer (transfer_id, debit_account, credit_account, amount_minor, currency, code, reference,
            budget_code, round_id, transferred_at, actor, corrects)
        VALUES (@TransferId, @DebitAccount, @CreditAccount, @AmountMinor, @Currency, @Code, @Reference,
            @BudgetCode, @RoundId, @TransferredAt, @Actor, @Corrects)
        """);

    private static readonly Sql SelectBalance = new("SELECT balance FROM account {lock} WHERE account_id = @accountId");

    private static readonly Sql SelectPromised = new("""
        SELECT sequence, transfer_id, debit_account, credit_account, amount_minor, currency, code, reference, budget_code,
            round_id, transferred_at, actor, corrects
        FROM transfer WHERE credit_account = @heldAccount AND code = 'AWARD' ORDER BY sequence
        """);

    private static readonly Sql SelectDifferences = new("""
        SELECT account_id, balance, recomputed FROM (
            SELECT account_id, balance,
                (SELECT COALESCE(SUM(amount_minor), 0) FROM transfer WHERE credit_account = account.account_id)
                - (SELECT COALESCE(SUM(amount_minor), 0) FROM transfer WHERE debit_account = account.account_id) AS recomputed
            FROM account) compared
        WHERE balance <> recomputed ORDER BY account_id
        """);

    /// <summary>Opens the account where it is not open yet.</summary>
    public static Task Open(Transaction transaction, Account account) => transaction.Execute(InsertAccount, account);

    /// <summary>
    /// Moves money. False, and nothing moved, where the debit account has too little; what the accounts' currencies
    /// forbid, or a transfer id that is there already, fails in the database.
    /// </summary>
    public static async Task<bool> Post(Transaction transaction, TransferRow transfer)
    {
        if (await transaction.Execute(Take, transfer) == 0)
        {
            return false;
        }

        if (await transaction.Execute(Give, transfer) == 0)
        {
            throw new InvalidOperationException($"The account {transfer.CreditAccount} is not open.");
        }

        await transaction.Execute(InsertTransfer, transfer);
        return true;
    }

    /// <summary>Moves money that an earlier transfer has put there, so that it cannot be missing.</summary>
    public static async Task PostCovered(Transaction transaction, TransferRow transfer)
    {
        if (!await Post(transaction, transfer))
        {
            throw new InvalidOperationException($"The account {transfer.DebitAccount} lacks money that the ledger says it has.");
        }
    }

    /// <summary>What an account has, in minor units; nobody else changes it before the transaction ends.</summary>
    public static Task<long> Balance(Transaction transaction, string accountId) =>
        transaction.One<long>(SelectBalance, new { accountId });

    /// <summary>The transfers that put money aside for an award: one for each pot that it came from.</summary>
    public static Task<IReadOnlyList<TransferRow>> Promised(Session session, string awardId) =>
        session.Many<TransferRow>(SelectPromised, new { heldAccount = Account.IdOfHeld(awardId) });

    /// <summary>Every account whose running balance is not what its transfers say; none is as it must be.</summary>
    public static Task<IReadOnlyList<Difference>> Differences(Session session) => session.Many<Difference>(SelectDifferences);

    internal sealed record Difference
    {
        public string AccountId { get; init; } = "";

        /// <summary>The running balance.</summary>
        public long Balance { get; init; }

        /// <summary>Received less given, by the transfers.</summary>
        public long Recomputed { get; init; }
    }
}
