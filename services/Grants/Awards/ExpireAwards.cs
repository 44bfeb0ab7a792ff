using Participatory.Contracts.Grants;
using Participatory.Grants.Transfers;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Awards;

/// <summary>Ends offers that nobody answered in time; the money is their area's again.</summary>
internal sealed class ExpireAwards(Database database, TimeProvider clock)
{
    private const int AtOnce = 100;

    private static readonly Sql SelectDue = new("""
        SELECT award_id FROM award WHERE state = 'OFFERED' AND answer_by < @now ORDER BY answer_by, award_id {limit @count}
        """);

    private static readonly Sql Update = new("""
        UPDATE award SET state = 'EXPIRED', expired_at = @now WHERE award_id = @AwardId AND state = 'OFFERED' AND answer_by < @now
        """);

    /// <summary>Ends everything that is due.</summary>
    public async Task Tick(CancellationToken cancellation)
    {
        IReadOnlyList<string> due;
        do
        {
            await using (var session = await database.Read(cancellation))
            {
                due = await session.Many<string>(SelectDue, new { now = clock.GetUtcNow(), count = AtOnce });
            }

            foreach (var awardId in due)
            {
                await Expire(awardId, cancellation);
            }
        }
        while (due.Count == AtOnce);
    }

    private async Task Expire(string awardId, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await database.Begin(cancellation);
        var award = await AwardRow.LoadToChange(transaction, awardId);
        var round = await RoundTerms.Hold(transaction, award.RoundId, award.Currency);
        if (await transaction.Execute(Update, new { now, award.AwardId }) == 0)
        {
            // It was answered this very moment.
            return;
        }

        await Promises.TakeBack(transaction, awardId, TransferCode.AwardExpired, Ledger.OurOwnAct, now);
        await transaction.Publish(new AwardExpired(
            award.AwardId, award.RoundId, award.ProjectId, award.AreaCode, award.Title, award.Recipient!, award.AmountMinor, award.Currency, now));
        await Offer.WhatCanBe(transaction, round, now);
        await transaction.Commit();
    }
}
