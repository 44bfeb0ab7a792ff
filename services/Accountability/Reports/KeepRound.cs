using Participatory.Accountability.Commitments;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Reports;

/// <summary>
/// Keeps how a round speaks with its groups. A round opens once; what a group has been asked before that stays as it was asked.
/// </summary>
internal sealed class KeepRound
{
    private static readonly Sql InsertRound = new("""
        INSERT INTO round (round_id, title, currency, pay_within_days, answer_within_days, story_after_days, sentence_up_to_minor,
            questions_up_to_minor)
        SELECT @RoundId, @Title, @Currency, @PayWithinDays, @AnswerWithinDays, @StoryAfterDays, @SentenceUpToMinor, @QuestionsUpToMinor
        WHERE NOT EXISTS (SELECT 1 FROM round {lock} WHERE round_id = @RoundId)
        """);

    private static readonly Sql InsertArea = new("""
        INSERT INTO round_area (round_id, area_code, name)
        SELECT @RoundId, @AreaCode, @Name
        WHERE NOT EXISTS (SELECT 1 FROM round_area {lock} WHERE round_id = @RoundId AND area_code = @AreaCode)
        """);

    // A group that we have not asked yet is asked as the round says, also where its payment came before the round; but not before it thinks
    // that the money will have been used.
    private static readonly Sql FollowTime = new("""
        UPDATE report
        SET hope_at = hope_at + @shift, next_ask_at = next_ask_at + @shift
        WHERE round_id = @RoundId AND state = 'REQUESTED' AND times_asked = 0
          AND NOT EXISTS (SELECT 1 FROM award WHERE award.award_id = report.award_id AND award.used_by > report.paid_at)
        """);

    private static readonly Sql FollowAsk = new("""
        UPDATE report
        SET ask = CASE WHEN amount_minor <= @SentenceUpToMinor THEN 'SENTENCE' WHEN amount_minor <= @QuestionsUpToMinor
        THEN 'QUESTIONS' ELSE 'CONVERSATION' END
        WHERE round_id = @RoundId AND state = 'REQUESTED' AND times_asked = 0
        """);

    public async Task Apply(RoundOpened message, Transaction transaction)
    {
        await RoundTurn.Take(transaction, message.RoundId);
        var gentle = new AskPolicy(message.SentenceUpToMinor, message.QuestionsUpToMinor).UnderTheCeiling();
        var kept = await transaction.Execute(InsertRound, new
        {
            message.RoundId,
            message.Title,
            message.Currency,
            message.PayWithinDays,
            message.AnswerWithinDays,
            message.StoryAfterDays,
            gentle.SentenceUpToMinor,
            gentle.QuestionsUpToMinor,
        });
        if (kept == 0)
        {
            return;
        }

        var shift = TimeSpan.FromDays(message.StoryAfterDays - RequestReport.NormalStoryAfterDays).Ticks / TimeSpan.TicksPerMicrosecond;
        await transaction.Execute(FollowTime, new { message.RoundId, shift });
        await transaction.Execute(FollowAsk, new { message.RoundId, gentle.SentenceUpToMinor, gentle.QuestionsUpToMinor });
        foreach (var area in message.Areas)
        {
            await transaction.Execute(InsertArea, new { message.RoundId, area.AreaCode, area.Name });
        }

        // What was promised before we knew the round gets its day now.
        await CommitmentRow.FindDays(transaction, message.RoundId);
    }
}
