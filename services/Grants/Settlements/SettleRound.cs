using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Participatory.Grants.Awards;
using Participatory.Grants.Rules;
using Participatory.Grants.Transfers;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Words;

namespace Participatory.Grants.Settlements;

/// <summary>
/// Nothing of a round is under way any more: what its pots have left goes where the policy says that was published before
/// the vote, and nowhere else. After that no money comes into the round.
/// </summary>
internal sealed class SettleRound(Database database, TimeProvider clock, Offer offer)
{
    private static readonly Sql SelectUnderWay = new("""
        SELECT COUNT(*) FROM award WHERE round_id = @RoundId AND state IN ('WAITING', 'OFFERED', 'ACCEPTED')
        """);

    private static readonly Sql LockPots = new("""
        SELECT account_id, kind, currency, fund_id, round_id, area_code, budget_code, shown_as, balance FROM account {lock}
        WHERE round_id = @RoundId AND kind = 'POT' AND balance > 0 ORDER BY account_id
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO settlement (round_id, unspent, to_round_id, moved_minor, settled_by, settled_as, settled_at)
        VALUES (@RoundId, @Unspent, @toRoundId, @moved, @Subject, @ShownAs, @now)
        """);

    public async Task<Settlement> Handle(SettleRoundRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId)
            .Id("to_round_id", request.ToRoundId, required: false).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Settlement.Parser) is { } before)
        {
            return before;
        }

        var now = clock.GetUtcNow();
        var round = await LockRounds(transaction, request);
        var policy = Decide(round, await transaction.One<int>(SelectUnderWay, request), request);
        round!.RefuseSettled();
        var pots = await transaction.Many<Account>(LockPots, new { request.RoundId });
        var toRoundId = await NextRound(transaction, request, round, pots);
        var moved = pots.Sum(pot => pot.Balance);
        await transaction.Execute(Insert, new { request.RoundId, round.Unspent, toRoundId, moved, caller.Subject, caller.ShownAs, now });
        // By their funds: of two that settle rounds at once, neither waits in a fund for the other.
        foreach (var (number, pot) in pots.Index().OrderBy(one => one.Item.FundId, StringComparer.Ordinal))
        {
            await Leftover.Move(transaction, pot, pot.Balance, toRoundId,
                string.Create(CultureInfo.InvariantCulture, $"{request.RoundId}-{number + 1}"), caller.Subject, now);
        }

        if (toRoundId is not null)
        {
            await offer.WhatCanBe(transaction, (await RoundTerms.LoadOrNull(transaction, toRoundId))!, now);
        }

        var answer = new Settlement
        {
            RoundId = request.RoundId,
            Unspent = policy,
            ToRoundId = toRoundId ?? "",
            Moved = new Amount(moved, round.Currency).ToMessage(),
            SettledBy = caller.ShownAs,
            SettleTime = Timestamp.FromDateTimeOffset(now),
        };
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>
    /// The round and the one that its money goes to, held before anything of them is looked at; null where the first is not known. The
    /// smaller id comes first: two that settle into each other would each hold what the other waits for.
    /// </summary>
    private static async Task<RoundTerms?> LockRounds(Transaction transaction, SettleRoundRequest request)
    {
        if (await RoundTerms.LoadOrNull(transaction, request.RoundId) is not { } round)
        {
            return null;
        }

        foreach (var id in new[] { request.RoundId, request.ToRoundId }.Where(id => id.Length > 0).Order(StringComparer.Ordinal))
        {
            await RoundTerms.Lock(transaction, id, round.Currency);
        }

        return await RoundTerms.LoadOrNull(transaction, request.RoundId);
    }

    /// <summary>Where the rest goes: as the policy says that was published before the vote.</summary>
    /// <param name="underWay">How many awards are neither paid nor ended.</param>
    /// <exception cref="Refusal">There is no result, something is under way, or another round is named than the policy asks
    /// for.</exception>
    internal static UnspentMoney Decide(RoundTerms? round, int underWay, SettleRoundRequest request)
    {
        if (round is not { ResultAt: not null, Unspent: not null })
        {
            throw new Refusal(GrantsReasons.RoundWithoutResult, field: "round_id");
        }

        if (underWay > 0)
        {
            throw new Refusal(GrantsReasons.RoundUnderWay, [("count", underWay)], "round_id");
        }

        var rollsOver = round.UnspentNow == UnspentMoney.RollOver;
        new Fields()
            .Require(rollsOver == (request.ToRoundId.Length > 0), "to_round_id", rollsOver ? GrantsReasons.NextRoundMissing
                : GrantsReasons.NoNextRound)
            .Require(request.ToRoundId != request.RoundId, "to_round_id", GrantsReasons.SameRound)
            .Check();
        return round.UnspentNow;
    }

    /// <summary>The round that the money rolls over to, which has to take it; null where it goes back.</summary>
    private static async Task<string?> NextRound(
        Transaction transaction, SettleRoundRequest request, RoundTerms round, IReadOnlyList<Account> pots)
    {
        if (request.ToRoundId.Length == 0)
        {
            return null;
        }

        var next = await RoundTerms.Lock(transaction, request.ToRoundId, round.Currency);
        next.RefuseSettled();
        next.RefuseOther(round.Currency, pots.Select(pot => pot.AreaCode!), "to_round_id", "to_round_id");
        return next.RoundId;
    }
}
