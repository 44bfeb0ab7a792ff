using Participatory.Accountability.V1;

namespace Participatory.Accountability.Reports;

/// <summary>
/// How much we ask, by the amount of the grant. A round publishes it beforehand and may be gentler than the ceiling, never
/// harsher; what is asked follows from it alone, so that nobody can ask one group for more.
/// </summary>
/// <param name="SentenceUpToMinor">Up to this amount a sentence or a photo.</param>
/// <param name="QuestionsUpToMinor">Up to this amount three open questions; above it a conversation.</param>
internal sealed record AskPolicy(long SentenceUpToMinor, long QuestionsUpToMinor)
{
    /// <summary>The most that may be asked: 500 and 5,000 in a currency with two decimals. The database holds the same numbers.</summary>
    public static readonly AskPolicy Ceiling = new(50_000, 500_000);

    /// <summary>This policy where it is gentle enough, and the ceiling where it is not.</summary>
    public AskPolicy UnderTheCeiling()
    {
        var sentence = Math.Max(SentenceUpToMinor, Ceiling.SentenceUpToMinor);
        return new AskPolicy(sentence, Math.Max(Math.Max(QuestionsUpToMinor, Ceiling.QuestionsUpToMinor), sentence));
    }

    /// <summary>How much is asked of a group with a grant of this amount.</summary>
    public Ask Of(long amountMinor)
    {
        var gentle = UnderTheCeiling();
        return amountMinor <= gentle.SentenceUpToMinor ? Ask.Sentence
            : amountMinor <= gentle.QuestionsUpToMinor ? Ask.Questions
            : Ask.Conversation;
    }

    /// <summary>What is asked: open questions in a fixed order, of which each can be skipped.</summary>
    public static IReadOnlyList<Question> Questions(Ask ask) => ask switch
    {
        Ask.Sentence => [Question.Happened],
        Ask.Questions => [Question.Happened, Question.Changed, Question.Learned],
        Ask.Conversation =>
            [Question.Happened, Question.Changed, Question.Learned, Question.Differently, Question.Surprised, Question.Help],
        _ => throw new ArgumentOutOfRangeException(nameof(ask), ask, "There is no such way to ask."),
    };
}
