using Participatory.Platform.Storage;

namespace Participatory.Accountability.Reports;

/// <summary>
/// What other services tell of a round is kept one after the other. Much of it waits for something else that is told: a payment for
/// its round, a promise for its days, a draw for its report. Kept at the same moment, neither would see the other, and both would wait
/// for ever.
/// </summary>
internal static class RoundTurn
{
    /// <summary>Waits for whoever keeps something of the round; the first thing that a transaction does.</summary>
    public static Task Take(Transaction transaction, string roundId) => transaction.Hold("round", roundId);
}
