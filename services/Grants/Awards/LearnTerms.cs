using Participatory.Contracts.Proposals;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Awards;

/// <summary>A round has opened: keeps what an agreement promises, and its areas. Offers that waited for it are made.</summary>
internal sealed class LearnTerms(TimeProvider clock, Offer offer)
{
    private static readonly Sql Update = new("""
        UPDATE round_terms SET title = @Title, pay_within_days = @PayWithinDays, unspent = @unspent
        WHERE round_id = @RoundId AND title IS NULL
        """);

    private static readonly Sql InsertArea = new("INSERT INTO round_area (round_id, area_code) VALUES (@RoundId, @AreaCode)");

    public async Task Apply(RoundOpened message, Transaction transaction)
    {
        await RoundTerms.Lock(transaction, message.RoundId, message.Currency);
        if (await transaction.Execute(
            Update, new { message.Title, message.PayWithinDays, unspent = message.Unspent.ToUpperInvariant(), message.RoundId }) == 0)
        {
            // It is known already.
            return;
        }

        foreach (var areaCode in message.Areas.Select(area => area.AreaCode).Distinct(StringComparer.Ordinal))
        {
            await transaction.Execute(InsertArea, new { message.RoundId, AreaCode = areaCode });
        }

        await offer.WhatCanBe(transaction, (await RoundTerms.LoadOrNull(transaction, message.RoundId))!, clock.GetUtcNow());
    }
}
