using Participatory.Contracts.Grants;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Reports;

/// <summary>
/// Once an award is paid, keeps what we would like to hear of its group: once for an award, whatever else we hear of it
/// and when. From now on the group can tell; we ask when the money has been used: when the group thought that it would
/// be, or so many days after the payment as the round says.
/// </summary>
internal sealed class RequestReport(TimeProvider clock)
{
    /// <summary>When we hope to hear, where the round has not told us: a season after the money came.</summary>
    public const int NormalStoryAfterDays = 90;

    private static readonly Sql SelectRound = new("""
        SELECT story_after_days, sentence_up_to_minor, questions_up_to_minor FROM round WHERE round_id = @RoundId
        """);

    private static readonly Sql SelectUsedBy = new("SELECT used_by FROM award WHERE award_id = @AwardId AND used_by > @PaidAt");

    private static readonly Sql Insert = new("""
        INSERT INTO report (report_id, award_id, round_id, project_id, area_code, title, recipient, amount_minor, currency, state,
            requested_at, paid_at, hope_at, ask, times_asked, next_ask_at)
        SELECT @reportId, @AwardId, @RoundId, @ProjectId, @AreaCode, @Title, @RecipientSubject, @AmountMinor, @Currency, 'REQUESTED',
        @now, @PaidAt, @hopeAt, @ask, 0, @hopeAt
        WHERE NOT EXISTS (SELECT 1 FROM report {lock} WHERE award_id = @AwardId)
        """);

    public async Task Apply(PaymentConfirmed message, Transaction transaction)
    {
        await RoundTurn.Take(transaction, message.RoundId);
        var round = await transaction.One<RoundRow>(SelectRound, new { message.RoundId }) ?? new RoundRow();
        var now = clock.GetUtcNow();
        // A plan that the payment has overtaken says nothing any more.
        var usedBy = await transaction.One<DateTimeOffset?>(SelectUsedBy, new { message.AwardId, message.PaidAt });
        var hopeAt = usedBy ?? message.PaidAt.AddDays(round.StoryAfterDays);
        var ask = new AskPolicy(round.SentenceUpToMinor, round.QuestionsUpToMinor).Of(message.AmountMinor);
        var reportId = Guid.CreateVersion7().ToString();
        await transaction.Execute(Insert, new
        {
            reportId,
            message.AwardId,
            message.RoundId,
            message.ProjectId,
            message.AreaCode,
            message.Title,
            message.RecipientSubject,
            message.AmountMinor,
            message.Currency,
            now,
            message.PaidAt,
            hopeAt,
            ask = StateText.Of(ask),
        });
        await InviteGroup.Invite(transaction, message.AwardId, now);
    }

    private sealed record RoundRow
    {
        public int StoryAfterDays { get; init; } = NormalStoryAfterDays;
        public long SentenceUpToMinor { get; init; } = AskPolicy.Ceiling.SentenceUpToMinor;
        public long QuestionsUpToMinor { get; init; } = AskPolicy.Ceiling.QuestionsUpToMinor;
    }
}
