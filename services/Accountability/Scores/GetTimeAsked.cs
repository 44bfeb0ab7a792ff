using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Types.V1;

namespace Participatory.Accountability.Scores;

/// <summary>How much of people's time a round has asked, as far as they have told us, beside the money that it gave.</summary>
internal sealed class GetTimeAsked(Database database)
{
    private static readonly Sql SelectSteps = new("""
        SELECT step, COUNT(*) AS answers, SUM(CAST(minutes AS bigint)) AS minutes FROM minutes_taken WHERE round_id = @RoundId GROUP BY step
        """);

    private static readonly Sql SelectPaid = new("""
        SELECT currency, SUM(amount_minor) AS amount_minor FROM report WHERE round_id = @RoundId GROUP BY currency
        """);

    public async Task<TimeAsked> Handle(GetTimeAskedRequest request, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Check();
        await using var session = await database.Read(cancellation);
        var steps = (await session.Many<StepRow>(SelectSteps, new { request.RoundId }))
            .ToDictionary(row => row.Step, StringComparer.Ordinal);
        // A round has one currency; were there ever a second, neither sum would be the round's.
        var paid = await session.Many<PaidRow>(SelectPaid, new { request.RoundId });

        var answer = new TimeAsked { RoundId = request.RoundId, Minutes = steps.Values.Sum(row => row.Minutes) };
        answer.Granted = paid is [var only] ? new Money { AmountMinor = only.AmountMinor, Currency = only.Currency } : null;
        answer.Steps.AddRange(
            from step in Steps.InOrder
            where steps.ContainsKey(StateText.Of(step))
            let row = steps[StateText.Of(step)]
            select new StepMinutes { Step = step, Answers = row.Answers, Minutes = row.Minutes });
        return answer;
    }

    private sealed record StepRow
    {
        public string Step { get; init; } = "";
        public int Answers { get; init; }
        public long Minutes { get; init; }
    }

    private sealed record PaidRow
    {
        public string Currency { get; init; } = "";
        public long AmountMinor { get; init; }
    }
}
