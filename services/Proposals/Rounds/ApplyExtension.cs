using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Rounds;

/// <summary>
/// Two people kept a vote open for longer: the round's last date moves with it, on record like every date that was moved, and those
/// with an idea in the round are told.
/// </summary>
internal static class ApplyExtension
{
    private static readonly Sql Update = new("UPDATE round SET finished_from = @ClosesAt WHERE round_id = @PollId");

    public static async Task Apply(PollExtended message, Transaction transaction)
    {
        var round = await RoundRow.Lock(transaction, message.PollId);
        var earlier = await DateChangeRow.Load(transaction, [round.RoundId]);
        var change = new DateChangeRow
        {
            RoundId = round.RoundId, Number = DateChangeRow.NextNumber(earlier), Phase = StateText.Of(Phase.Finished),
            Was = message.WasClosingAt, Became = message.ClosesAt, DecidedAt = message.AgreedAt,
            DecidedBy = $"{message.AskedBy}; {message.AgreedBy}", Reason = message.Reason,
        };
        await transaction.Execute(Update, message);
        await change.Record(transaction);
        foreach (var some in await Proposers.OfRound(transaction, round.RoundId))
        {
            await transaction.Publish(new DatesMoved(
                round.RoundId, round.Title, change.Number, change.Reason, change.DecidedBy, change.DecidedAt, some));
        }
    }
}
