using Participatory.Contracts.Grants;
using Participatory.Grants.Transfers;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Awards;

/// <summary>Ends offers that nobody answered in time; the money is their area's again.</summary>
internal sealed class ExpireAwards(Database database, TimeProvider clock, Offer offer)
{
    private const int AtOnce = 100;

    private static readonly Sql SelectDue = new("""
        SELECT award_id FROM award WHERE state = 'OFFERED' AND answer_by < @now ORDER BY answer_by, award_id {limit @count}
        """);

    private static readonly Sql Update = new("""
        UPDATE award SET state = @State, expired_at = @ExpiredAt WHERE award_id = @AwardId AND state = 'OFFERED'
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

    /// <summary>The award as expired, where nobody has answered the offer in time; else null.</summary>
    internal static AwardRow? Decide(AwardRow award, DateTimeOffset now) => award.StateNow == AwardState.Offered && award.AnswerBy < now
        ? award with { State = StateText.Of(AwardState.Expired), ExpiredAt = now }
        : null;

    private async Task Expire(string awardId, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await database.Begin(cancellation);
        var (award, round) = await AwardRow.LockWithRound(transaction, awardId);
        if (Decide(award, now) is not { } expired)
        {
            // It was answered this very moment.
            return;
        }

        if (await transaction.Execute(Update, expired) != 1)
        {
            throw new InvalidOperationException($"The award {awardId} changed while it was held.");
        }

        await Promises.TakeBack(transaction, awardId, TransferCode.AwardExpired, Ledger.OurOwnAct, now);
        await transaction.Publish(new AwardExpired(
            award.AwardId, award.RoundId, award.ProjectId, award.AreaCode, award.Title, award.Recipient!, award.AmountMinor,
                award.Currency, now));
        await offer.WhatCanBe(transaction, round, now);
        await transaction.Commit();
    }
}
