using Participatory.Contracts.Grants;
using Participatory.Grants.Awards;
using Participatory.Grants.Funds;
using Participatory.Grants.Transfers;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Amount = Participatory.Words.Amount;

namespace Participatory.Grants.Releases;

/// <summary>Lets go of the money: it moves from the fund to the areas' pots and is theirs from here on.</summary>
internal sealed class ApproveRelease(Database database, TimeProvider clock, Offer offer)
{
    private static readonly Sql Update = new("""
        UPDATE release SET state = @State, decided_by = @DecidedBy, decided_as = @DecidedAs, decided_at = @DecidedAt
        WHERE release_id = @ReleaseId AND state = 'PROPOSED'
        """);

    public async Task<Release> Handle(ApproveReleaseRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("release_id", request.ReleaseId).Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Release.Parser) is { } before)
        {
            return before;
        }

        var now = clock.GetUtcNow();
        var release = await ReleaseRow.Lock(transaction, request.ReleaseId);
        var lines = (await ReleaseRow.LoadLines(transaction, [release.ReleaseId]))[release.ReleaseId].ToList();
        var fund = await FundRow.Load(transaction, release.FundId, "release_id");
        var round = await RoundTerms.Lock(transaction, release.RoundId, release.Currency);
        var approved = Decide(release, lines, fund, await Ledger.LockBalance(transaction, Account.IdOfFund(fund.FundId)), round, caller,
            now);
        if (await transaction.Execute(Update, approved) != 1)
        {
            throw new InvalidOperationException($"The release {release.ReleaseId} changed while it was held.");
        }

        await Move(transaction, release, lines, fund, caller, now);
        await transaction.Publish(new BudgetReleased(
            release.ReleaseId, release.RoundId, release.FundId, release.Currency, now,
            lines.Select(line => new ReleasedToArea(line.AreaCode, line.AmountMinor)).ToList()));
        await offer.WhatCanBe(transaction, round, now);

        var answer = await ReleaseRow.LoadMessage(transaction, release.ReleaseId, caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The release as approved: by a second person, in the round's currency and areas, from what the fund has.</summary>
    /// <exception cref="Refusal">One of these does not hold, or somebody has decided, or the round is settled.</exception>
    internal static ReleaseRow Decide(
        ReleaseRow release, IReadOnlyList<ReleaseLineRow> lines, FundRow fund, long balance, RoundTerms round, Caller caller,
            DateTimeOffset now)
    {
        round.RefuseSettled();
        release.RefuseUnlessProposed(GrantsReasons.ReleaseDecided, GrantsReasons.ReleaseDeclined, [("who", release.DecidedAs ?? "")]);
        release.RefuseProposer(caller);
        round.RefuseOther(release.Currency, lines.Select(line => line.AreaCode), "release_id", "release_id");
        if (balance < release.TotalMinor)
        {
            throw new Refusal(
                GrantsReasons.NotEnoughMoney,
                [("fund", fund.Name), ("balance", new Amount(balance, fund.Currency)),
                    ("total", new Amount(release.TotalMinor, fund.Currency))]);
        }

        return release.Decided(ReleaseState.Approved, caller, now);
    }

    private static async Task Move(
        Transaction transaction, ReleaseRow release, List<ReleaseLineRow> lines, FundRow fund, Caller caller, DateTimeOffset now)
    {
        foreach (var (line, number) in lines.Select((line, index) => (line, index + 1)))
        {
            var pot = Account.OfPot(fund, release.RoundId, line.AreaCode);
            await Ledger.Open(transaction, pot);
            await Ledger.PostCovered(transaction, new TransferRow
            {
                TransferId = $"release-{release.ReleaseId}-{number}",
                DebitAccount = Account.IdOfFund(fund.FundId),
                CreditAccount = pot.AccountId,
                AmountMinor = line.AmountMinor,
                Currency = release.Currency,
                Code = TransferCode.Release,
                Reference = release.ReleaseId,
                BudgetCode = fund.BudgetCode,
                RoundId = release.RoundId,
                TransferredAt = now,
                Actor = caller.Subject,
            });
        }
    }
}
