using Participatory.Contracts.Accountability;
using Participatory.Contracts.Grants;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Reports;

/// <summary>
/// Once an award is paid, asks its group how it went: once for an award, whatever else we hear of it and when.
/// </summary>
internal sealed class RequestReport(TimeProvider clock)
{
    /// <summary>When we hope to hear, where the round has not told us: a season after the money came.</summary>
    public const int NormalStoryAfterDays = 90;

    private static readonly Sql SelectDays = new("SELECT story_after_days FROM round WHERE round_id = @RoundId");

    private static readonly Sql Insert = new("""
        INSERT INTO report (report_id, award_id, round_id, project_id, area_code, title, recipient, amount_minor, currency, state, requested_at, hope_at)
        SELECT @reportId, @AwardId, @RoundId, @ProjectId, @AreaCode, @Title, @RecipientSubject, @AmountMinor, @Currency, @Requested, @now, @hopeAt
        WHERE NOT EXISTS (SELECT 1 FROM report {lock} WHERE award_id = @AwardId)
        """);

    public async Task Apply(PaymentConfirmed message, Transaction transaction)
    {
        var days = await transaction.One<int?>(SelectDays, new { message.RoundId }) ?? NormalStoryAfterDays;
        var now = clock.GetUtcNow();
        var hopeAt = message.PaidAt.AddDays(days);
        var reportId = Guid.CreateVersion7().ToString();
        var inserted = await transaction.Execute(Insert, new
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
            ReportRow.Requested,
            now,
            hopeAt,
        });
        if (inserted == 1)
        {
            await transaction.Publish(new ReportRequested(
                reportId, message.AwardId, message.RoundId, message.ProjectId, message.Title, message.RecipientSubject, now, hopeAt));
        }
    }
}
