using Participatory.Grants.Payments.Runs;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Transfers;

/// <summary>
/// The only writer of transfers. Each moves the two running balances in the same transaction, and what keeps or takes back a
/// promise lowers what is open of it.
/// </summary>
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

    private static readonly Sql GiveBack = new("UPDATE account SET balance = balance - @AmountMinor WHERE account_id = @CreditAccount");

    private static readonly Sql InsertTransfer = new("""
        INSERT INTO transfer (transfer_id, debit_account, credit_account, amount_minor, currency, code, reference,
            budget_code, round_id, transferred_at, actor, corrects, resolves)
        VALUES (@TransferId, @DebitAccount, @CreditAccount, @AmountMinor, @Currency, @Code, @Reference,
            @BudgetCode, @RoundId, @TransferredAt, @Actor, @Corrects, @Resolves)
        """);

    private static readonly Sql InsertPromise = new("""
        INSERT INTO promise (transfer_id, award_id, open_minor) VALUES (@TransferId, @Reference, @AmountMinor)
        """);

    private static readonly Sql Resolve = new("""
        UPDATE promise SET open_minor = open_minor - @AmountMinor
        WHERE transfer_id = @Resolves AND open_minor >= @AmountMinor
            AND EXISTS (SELECT 1 FROM transfer WHERE transfer.transfer_id = promise.transfer_id AND transfer.credit_account = @DebitAccount)
        """);

    private static readonly Sql LockAccount = new("SELECT balance FROM account {lock} WHERE account_id = @accountId");

    private static readonly Sql SelectPromised = new("""
        SELECT transfer.sequence, transfer.transfer_id, transfer.debit_account, transfer.credit_account, promise.open_minor AS amount_minor,
            transfer.currency, transfer.code, transfer.reference, transfer.budget_code, transfer.round_id, transfer.transferred_at,
            transfer.actor, transfer.transfer_id AS resolves
        FROM promise JOIN transfer ON transfer.transfer_id = promise.transfer_id
        WHERE promise.award_id = @awardId AND promise.open_minor > 0 ORDER BY transfer.sequence
        """);

    private static readonly Sql SelectDifferences = new("""
        SELECT account_id, balance, recomputed FROM (
            SELECT account_id, balance,
                (SELECT COALESCE(SUM(amount_minor), 0) FROM transfer WHERE credit_account = account.account_id)
                - (SELECT COALESCE(SUM(amount_minor), 0) FROM transfer WHERE debit_account = account.account_id) AS recomputed
            FROM account) compared
        WHERE balance <> recomputed ORDER BY account_id
        """);

    private static readonly Sql SelectOpenDifferences = new("""
        SELECT account_id, balance, recomputed FROM (
            SELECT transfer.transfer_id AS account_id, COALESCE(promise.open_minor, -1) AS balance,
                transfer.amount_minor
                - (SELECT COALESCE(SUM(amount_minor), 0) FROM transfer resolving
                WHERE resolving.resolves = transfer.transfer_id) AS recomputed
            FROM transfer LEFT JOIN promise ON promise.transfer_id = transfer.transfer_id
            WHERE transfer.code = 'AWARD') compared
        WHERE balance <> recomputed ORDER BY account_id
        """);

    /// <summary>Opens the account where it is not open yet.</summary>
    public static Task Open(Transaction transaction, Account account) => transaction.Execute(InsertAccount, account);

    /// <summary>
    /// Moves money. False, and nothing moved, where the debit account has too little, or it is not the one at which the
    /// promise is that the transfer resolves, or less of that is open; what the accounts' currencies forbid, or a transfer id that is there
    /// already, fails in the
    /// database.
    /// </summary>
    public static async Task<bool> Post(Transaction transaction, TransferRow transfer)
    {
        if (transfer.Resolves is not null && await transaction.Execute(Resolve, transfer) == 0)
        {
            return false;
        }

        if (!await Move(transaction, transfer))
        {
            return transfer.Resolves is null
                ? false
                : throw new InvalidOperationException($"The account {transfer.DebitAccount} lacks money that is promised from it.");
        }

        await transaction.Execute(InsertTransfer, transfer);
        if (transfer.Code == TransferCode.Award)
        {
            await transaction.Execute(InsertPromise, transfer);
        }

        return true;
    }

    /// <summary>Moves both balances; false, and nothing moved, where there is too little.</summary>
    /// <remarks>Always that of the smaller id first: two that go opposite ways at once would each hold what the other waits for.</remarks>
    private static async Task<bool> Move(Transaction transaction, TransferRow transfer)
    {
        var givesFirst = string.CompareOrdinal(transfer.CreditAccount, transfer.DebitAccount) < 0;
        if (givesFirst)
        {
            await GiveTo(transaction, transfer);
        }

        if (await transaction.Execute(Take, transfer) == 0)
        {
            if (givesFirst)
            {
                await transaction.Execute(GiveBack, transfer);
            }

            return false;
        }

        if (!givesFirst)
        {
            await GiveTo(transaction, transfer);
        }

        return true;
    }

    private static async Task GiveTo(Transaction transaction, TransferRow transfer)
    {
        if (await transaction.Execute(Give, transfer) == 0)
        {
            throw new InvalidOperationException($"The account {transfer.CreditAccount} is not open.");
        }
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
    public static Task<long> LockBalance(Transaction transaction, string accountId) =>
        transaction.One<long>(LockAccount, new { accountId });

    /// <summary>
    /// What is still promised to an award, one for each pot that it came from: the transfer that put it aside, with what
    /// is open of it as its amount and itself as what is to be resolved. A copy with another id, other accounts and
    /// another code keeps the promise or takes it back.
    /// </summary>
    public static Task<IReadOnlyList<TransferRow>> LoadPromised(Session session, string awardId) =>
        session.Many<TransferRow>(SelectPromised, new { awardId });

    /// <summary>
    /// Every account whose running balance, and every promise whose open rest, is not what the transfers say; none is as it
    /// must be.
    /// </summary>
    public static async Task<IReadOnlyList<Difference>> LoadDifferences(Session session) =>
        [.. await session.Many<Difference>(SelectDifferences), .. await session.Many<Difference>(SelectOpenDifferences)];

    internal sealed record Difference
    {
        /// <summary>The account, or the transfer that is the promise.</summary>
        public string AccountId { get; init; } = "";

        /// <summary>The running balance, or what is open; -1 where a promise was never noted.</summary>
        public long Balance { get; init; }

        /// <summary>Received less given, or promised less resolved, by the transfers.</summary>
        public long Recomputed { get; init; }
    }
}
