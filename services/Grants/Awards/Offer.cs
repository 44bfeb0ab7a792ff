using Participatory.Contracts.Grants;
using Participatory.Grants.Funds;
using Participatory.Grants.Groups;
using Participatory.Grants.Rules;
using Participatory.Grants.Transfers;
using Participatory.Platform.Storage;
using CouncilDays = Participatory.Words.CouncilDays;

namespace Participatory.Grants.Awards;

/// <summary>
/// Brings waiting awards forward. An award is held as soon as its area's pots have the money, and offered as soon as it
/// is held, its recipient is known and the round's promises are known. Whatever brings one of these (a result, a ballot
/// paper, a round, a release, a declined award) asks for it, so the order in which they come makes no difference.
/// </summary>
internal sealed class Offer(Agreement agreements, CouncilDays days)
{
    // Whoever was forgotten is nobody: the award stays where officers see it waiting.
    private static readonly Sql SelectWaiting = new("""
        SELECT award.award_id, award.round_id, award.project_id, award.area_code, award.title, award.amount_minor, award.currency,
            award.full_cost_minor, award.state, award.won_at, award.held_at, NULLIF(idea.proposer, '') AS recipient,
            COALESCE(idea.group_id, '') AS group_id
        FROM award LEFT JOIN idea ON idea.round_id = award.round_id AND idea.project_id = award.project_id
        WHERE award.round_id = @RoundId AND award.state = 'WAITING'
        ORDER BY award.area_code, award.place, award.project_id
        """);

    private static readonly Sql LockPots = new("""
        SELECT account_id, currency, budget_code, balance FROM account {lock}
        WHERE round_id = @RoundId AND area_code = @AreaCode AND kind = 'POT' AND currency = @Currency AND balance > 0
        ORDER BY account_id
        """);

    private static readonly Sql MarkHeld = new("""
        UPDATE award SET held_at = @now WHERE award_id = @AwardId AND state = 'WAITING' AND held_at IS NULL
        """);

    private static readonly Sql MarkOffered = new("""
        UPDATE award
        SET state = 'OFFERED', recipient = @recipient, agreement = @agreement, agreement_version = @version,
            agreement_language = @language, offered_at = @now, answer_by = @answerBy, group_id = @groupId
        WHERE award_id = @AwardId AND state = 'WAITING'
        """);

    /// <summary>Holds and offers whatever of <paramref name="round"/>, which the transaction holds, can be.</summary>
    public async Task WhatCanBe(Transaction transaction, RoundTerms round, DateTimeOffset now)
    {
        do
        {
            foreach (var waiting in await transaction.Many<AwardRow>(SelectWaiting, new { round.RoundId }))
            {
                var award = waiting.GroupId.Length == 0 ? waiting : ForGroup(
                    waiting, await GroupSigners.LoadClosed(transaction, waiting.GroupId),
                    await GroupSigners.Load(transaction, waiting.GroupId));
                var held = award.HeldAt is not null || await Hold(transaction, award, now);
                if (held && award.Recipient is not null && round is { Title: not null, PayWithinDays: not null })
                {
                    await Make(transaction, award, round, now);
                }
            }
        }
        while (await Rest.ToNext(transaction, round, now));
    }

    private async Task Make(Transaction transaction, AwardRow award, RoundTerms round, DateTimeOffset now)
    {
        var rules = await MoneyRulesRow.Load(transaction, round.RoundId);
        var answerBy = days.EndOfDay(now.AddDays(rules.AnswerWithinDays));
        var agreement = agreements.For(award, round, rules, await EvidenceText.LoadStrictest(transaction, award.AwardId), answerBy);
        if (await transaction.Execute(
            MarkOffered,
            new
            {
                recipient = award.Recipient, groupId = award.GroupId, agreement, version = Agreement.CurrentVersion,
                language = agreements.Language.Name,
                now, answerBy,
                award.AwardId,
            }) != 1)
        {
            throw new InvalidOperationException($"The award {award.AwardId} was offered while its round was held.");
        }

        await transaction.Publish(new AwardOffered(
            award.AwardId, award.RoundId, award.ProjectId, award.AreaCode, award.Title, award.Recipient!, award.AmountMinor,
                award.Currency, now));
    }

    /// <summary>
    /// To whom the award of a group's idea is offered: to its proposer, where they may say yes to money for the group, or else to the first
    /// who may; any other of them can answer as well. What a closed group won is its proposer's own. Pure.
    /// </summary>
    internal static AwardRow ForGroup(AwardRow award, bool isClosed, IReadOnlyList<string> signers) =>
        isClosed ? award with { GroupId = "" }
        : signers.Count == 0 || (award.Recipient is { } proposer && signers.Contains(proposer, StringComparer.Ordinal)) ? award
        : award with { Recipient = signers[0] };

    /// <summary>
    /// Which pots an amount comes from, the first as far as it goes; null where together they have too little.
    /// </summary>
    public static IReadOnlyList<(Account Pot, long AmountMinor)>? Shares(long amountMinor, IEnumerable<Account> pots)
    {
        List<(Account, long)> shares = [];
        var open = amountMinor;
        foreach (var pot in pots.TakeWhile(_ => open > 0))
        {
            var share = Math.Min(open, pot.Balance);
            shares.Add((pot, share));
            open -= share;
        }

        return open == 0 ? shares : null;
    }

    private static async Task<bool> Hold(Transaction transaction, AwardRow award, DateTimeOffset now)
    {
        var shares = Shares(award.AmountMinor, await transaction.Many<Account>(LockPots, new
        {
            award.RoundId, award.AreaCode,
            award.Currency
        }));
        if (shares is null || await transaction.Execute(MarkHeld, new { now, award.AwardId }) == 0)
        {
            return false;
        }

        var held = Account.OfHeld(award);
        await Ledger.Open(transaction, held);
        foreach (var ((pot, amountMinor), number) in shares.Select((share, index) => (share, index + 1)))
        {
            await Ledger.PostCovered(transaction, new TransferRow
            {
                TransferId = $"award-{award.AwardId}-{number}",
                DebitAccount = pot.AccountId,
                CreditAccount = held.AccountId,
                AmountMinor = amountMinor,
                Currency = award.Currency,
                Code = TransferCode.Award,
                Reference = award.AwardId,
                BudgetCode = pot.BudgetCode,
                RoundId = award.RoundId,
                TransferredAt = now,
                Actor = Ledger.OurOwnAct,
            });
        }

        return true;
    }
}
