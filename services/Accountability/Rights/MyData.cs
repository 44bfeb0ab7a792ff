using Participatory.Accountability.Fairness;
using Participatory.Accountability.V1;
using Participatory.Platform.Rights;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Rights;

/// <summary>
/// What this service gives a person of themselves: what we asked them, their stories with everything in them, and what they said about
/// themselves for a round that is not counted yet.
/// </summary>
internal sealed class MyData(RoundKeys keys)
{
    private static readonly Sql Reports = new("""
        SELECT report_id, round_id, title, amount_minor, currency, state, ask, times_asked, requested_at, hope_at
        FROM report WHERE recipient = @subject ORDER BY requested_at, report_id
        """);

    private static readonly Sql Stories = new("""
        SELECT story.report_id, story.told_by, story.told_at, story.way, story.written_by, story.was_hard
        FROM story JOIN report ON report.report_id = story.report_id WHERE report.recipient = @subject ORDER BY story.told_at
        """);

    private static readonly Sql Parts = new("""
        SELECT part.report_id, part.part_id, part.kind, part.audience
        FROM part JOIN report ON report.report_id = part.report_id WHERE report.recipient = @subject ORDER BY part.report_id, part.part_id
        """);

    private static readonly Sql Tellings = new("""
        SELECT telling.report_id, telling.part_id, telling.question, telling.words
        FROM telling JOIN report ON report.report_id = telling.report_id
        WHERE report.recipient = @subject ORDER BY telling.report_id, telling.question
        """);

    private static readonly Sql Videos = new("""
        SELECT video.report_id, video.part_id, video.address
        FROM video JOIN report ON report.report_id = video.report_id WHERE report.recipient = @subject ORDER BY video.report_id, video.place
        """);

    private static readonly Sql Photos = new("""
        SELECT photo.report_id, photo.photo_id AS file_id, photo.alt_text, photo.recognised, photo.they_said_yes, photo.parents_said_yes,
            photo.added_at
        FROM photo JOIN report ON report.report_id = photo.report_id WHERE report.recipient = @subject ORDER BY photo.report_id, photo.place
        """);

    private static readonly Sql Voices = new("""
        SELECT voice.report_id, voice.voice_id AS file_id, voice.seconds, voice.added_at
        FROM voice JOIN report ON report.report_id = voice.report_id WHERE report.recipient = @subject ORDER BY voice.report_id, voice.place
        """);

    private static readonly Sql Transcripts = new("""
        SELECT voice.report_id, transcript.voice_id AS file_id, transcript.words FROM transcript
        JOIN voice ON voice.voice_id = transcript.voice_id JOIN report ON report.report_id = voice.report_id
        WHERE report.recipient = @subject ORDER BY voice.report_id, voice.place
        """);

    private static readonly Sql Drafts = new("""
        SELECT draft.report_id, draft.content, draft.kept_at
        FROM draft JOIN report ON report.report_id = draft.report_id WHERE report.recipient = @subject ORDER BY draft.kept_at
        """);

    private static readonly Sql Conversations = new("""
        SELECT conversation.report_id, conversation.tellings, conversation.written_by, conversation.written_at FROM conversation
        JOIN report ON report.report_id = conversation.report_id WHERE report.recipient = @subject ORDER BY conversation.written_at
        """);

    private static readonly Sql Withdrawals = new("""
        SELECT withdrawal.report_id, withdrawal.kind, withdrawal.withdrawn_by, withdrawal.withdrawn_at FROM withdrawal
        JOIN report ON report.report_id = withdrawal.report_id WHERE report.recipient = @subject ORDER BY withdrawal.withdrawn_at
        """);

    private static readonly Sql Excuses = new("""
        SELECT excuse.report_id, excuse.reason, excuse.excused_by, excuse.excused_at FROM excuse
        JOIN report ON report.report_id = excuse.report_id WHERE report.recipient = @subject ORDER BY excuse.excused_at
        """);

    private static readonly Sql Answers = new("""
        SELECT answer.report_id, answer.words, answer.answered_by, answer.answered_at FROM answer
        JOIN report ON report.report_id = answer.report_id WHERE report.recipient = @subject ORDER BY answer.answered_at
        """);

    private static readonly Sql Themes = new("""
        SELECT story_theme.report_id, story_theme.theme FROM story_theme JOIN report ON report.report_id = story_theme.report_id
        WHERE report.recipient = @subject ORDER BY story_theme.report_id, story_theme.theme
        """);

    private static readonly Sql Quotes = new("""
        SELECT story_quote.report_id, story_quote.words FROM story_quote JOIN report ON report.report_id = story_quote.report_id
        WHERE report.recipient = @subject ORDER BY story_quote.report_id
        """);

    private static readonly Sql Said = new("SELECT round_id, question, choice FROM fairness_said WHERE token = @token");

    private static readonly Sql PhotoFiles = new("""
        SELECT photo.photo_id AS file_id, photo.media_type FROM photo JOIN report ON report.report_id = photo.report_id
        WHERE report.recipient = @subject ORDER BY photo.photo_id
        """);

    private static readonly Sql VoiceFiles = new("""
        SELECT voice.voice_id AS file_id, voice.media_type FROM voice JOIN report ON report.report_id = voice.report_id
        WHERE report.recipient = @subject ORDER BY voice.voice_id
        """);

    public async Task Read(MyRows mine)
    {
        await mine.Add("report", Reports);
        await mine.Add("story", Stories);
        await mine.Add("part", Parts);
        await mine.Add("telling", Tellings);
        await mine.Add("video", Videos);
        await mine.Add("photo", Photos);
        await mine.Add("voice", Voices);
        await mine.Add("transcript", Transcripts);
        await mine.Add("draft", Drafts, Draft.Parser);
        await mine.Add("conversation", Conversations, Conversation.Parser);
        await mine.Add("withdrawal", Withdrawals);
        await mine.Add("excuse", Excuses);
        await mine.Add("answer", Answers);
        await mine.Add("story_theme", Themes);
        await mine.Add("story_quote", Quotes);
        await mine.AddEach("fairness_said", Said, TokensOf(mine.Subject).Select(token => new { token }));
        await mine.AddFiles("photo_piece", PhotoFiles);
        await mine.AddFiles("voice_piece", VoiceFiles);
    }

    /// <summary>Under these lies what they said about themselves, in rounds that are not counted yet.</summary>
    public IEnumerable<byte[]> TokensOf(string subject) =>
        from round in keys.Rounds()
        let key = keys.Of(round)
        from question in Questions.All.Keys
        select Questions.Token(key, subject, question);
}
