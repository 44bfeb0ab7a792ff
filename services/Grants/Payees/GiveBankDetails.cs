using Participatory.Contracts.Grants;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Payees;

/// <summary>
/// Whoever holds the money says where it goes. The same details again change nothing; others than there were before
/// freeze every payment until finance has confirmed the change by another channel.
/// </summary>
internal sealed class GiveBankDetails(Database database, TimeProvider clock, BankVault vault)
{
    private static readonly Sql SelectLatest = new("""
        SELECT version, sealed FROM payee_details WHERE award_id = @AwardId ORDER BY version DESC {limit @one}
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO payee_details (award_id, version, sealed, given_by, given_at) VALUES (@AwardId, @version, @content, @Subject, @now)
        """);

    private static readonly Sql Update = new("""
        UPDATE payee SET details_version = @version, frozen_at = @frozenAt, changed_at = @now WHERE award_id = @AwardId
        """);

    public async Task<Payee> Handle(GiveBankDetailsRequest request, Caller caller, CancellationToken cancellation)
    {
        var account = Validate(request);
        // What is remembered of a request is no place for bank details either.
        var marked = vault.Marked(request);
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, marked, Payee.Parser) is { } before)
        {
            return before;
        }

        var payee = await PayeeRow.Lock(transaction, request.AwardId);
        var latest = await transaction.One<DetailsRow>(SelectLatest, new { payee.AwardId, one = 1 });
        var (counts, last) = (Opened(payee.Sealed), Opened(latest?.Sealed));
        if (Decide(payee, counts, last, latest?.Version ?? 0, account, caller) is { } given)
        {
            await Keep(transaction, payee, given, account, caller);
        }

        var answer = await (await PayeeRow.Load(transaction, payee.AwardId)).LoadMessage(transaction, caller, vault);
        await transaction.Remember(caller, marked, answer);
        await transaction.Commit();
        return answer;
    }

    private static BankAccount Validate(GiveBankDetailsRequest request)
    {
        var (sortCode, accountNumber) = (BankText.SortCode(request.SortCode), BankText.AccountNumber(request.AccountNumber));
        var refused = BankText.Refused(request.AccountName);
        new Fields()
            .RequestId(request.RequestId)
            .Id("award_id", request.AwardId)
            .Text("account_name", request)
            .Require(refused.Length == 0, "account_name", GrantsReasons.NameNotForBanks, ("characters", BankText.Spaced(refused)))
            .Require(sortCode is not null, "sort_code", GrantsReasons.SortCodeWrong)
            .Require(accountNumber is not null, "account_number", GrantsReasons.AccountNumberWrong)
            .Check();
        return new BankAccount(request.AccountName.Trim(), sortCode!, accountNumber!);
    }

    private BankAccount? Opened(byte[]? content) => content is null or [] ? null : vault.Open(content);

    /// <summary>What the giving makes: a version that counts from now on, and whether it changes an earlier one. Null where nothing is
    /// new.</summary>
    /// <param name="counts">The account that counts now, if any.</param>
    /// <param name="last">The account that was given last, if any: also where another holder was chosen since.</param>
    /// <exception cref="Refusal">It is not for this person to say, or nobody knows yet who holds the money.</exception>
    internal static Given? Decide(PayeeRow payee, BankAccount? counts, BankAccount? last, int lastVersion, BankAccount account,
        Caller caller)
    {
        if (payee.HolderNow == Holder.Host ? !payee.IsHost(caller) : !payee.IsGroup(caller))
        {
            throw new Refusal(payee.HolderNow == Holder.Host && payee.IsGroup(caller) ? GrantsReasons.HostGivesDetails
                : GrantsReasons.NotTheHolder);
        }

        payee.RefuseUnlessAccepted();
        if (payee.HolderNow is Holder.Unspecified or Holder.CouncilBuys)
        {
            throw new Refusal(GrantsReasons.HolderFirst, field: "award_id");
        }

        return counts == account ? null : new Given(lastVersion + 1, Changed: last is not null && last != account);
    }

    private async Task Keep(Transaction transaction, PayeeRow payee, Given given, BankAccount account, Caller caller)
    {
        var now = clock.GetUtcNow();
        var (version, changed) = given;
        await transaction.Execute(Insert, new { payee.AwardId, version, content = vault.Seal(account), caller.Subject, now });
        await MarkAccounts.Keep(transaction, payee.AwardId, version, account, vault);
        await transaction.Execute(
            Update, new { payee.AwardId, version, frozenAt = changed || payee.FrozenAt is not null ? now : (DateTimeOffset?)null, now });
        if (changed)
        {
            await transaction.Publish(new PayeeChanged(payee.AwardId, payee.RoundId, payee.Title, payee.Recipient!, now));
        }
    }

    /// <param name="Version">Of the bank details, from 1.</param>
    /// <param name="Changed">They are others than were given last, so nothing is paid until somebody has asked by another channel.</param>
    internal sealed record Given(int Version, bool Changed);

    private sealed record DetailsRow
    {
        public int Version { get; init; }
        public byte[] Sealed { get; init; } = [];
    }
}
