using System.Text.RegularExpressions;
using Participatory.Platform.Calls;

namespace Participatory.Proposals.Questions;

/// <summary>
/// Finds questions that can be answered by yes or no. It knows English alone, and may be wrong: an officer overrules it. Pure.
/// </summary>
internal static partial class ClosedQuestion
{
    /// <summary>What is closed about it, with a better form; null where it is open.</summary>
    public static Reason? In(string words)
    {
        foreach (Match sentence in Sentence().Matches(words))
        {
            var asked = sentence.Value.Trim();
            if (Agreement().IsMatch(asked))
            {
                return ProposalsReasons.QuestionAsksToAgree;
            }

            // "Do you use the park, and what for?" lets people say something.
            if (AsksOpenly().IsMatch(asked))
            {
                continue;
            }

            if (Should().IsMatch(asked))
            {
                return ProposalsReasons.QuestionAsksWhetherToDo;
            }

            if (YesOrNo().IsMatch(asked))
            {
                return ProposalsReasons.QuestionAsksYesOrNo;
            }
        }

        return null;
    }

    [GeneratedRegex(@"[^.!?;:]+[?]?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sentence();

    [GeneratedRegex(
        @"\b(agree|disagree) (that|with|to)\b"
        + @"|\b(do|would|will|don[\u0027\u2019]t|wouldn[\u0027\u2019]t) (you|we) (agree|not agree|disagree)\b"
        + @"|\b(isn|aren|don|doesn|shouldn|wouldn|won|can|couldn)[\u0027\u2019]t (it|we|you|they|there)\b[^?]*[?]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Agreement();

    [GeneratedRegex(@"\b(what|why|how|which|where|when|who|whose|whom|tell us|describe)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex AsksOpenly();

    [GeneratedRegex(@"^(so |and |then )?(should|shall|must|ought)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Should();

    [GeneratedRegex(
        @"^(so |and |then )?(do|does|did|is|are|am|was|were|have|has|had|will|would|can|could|may|might)\b|\byes or no\b|\bor not[?]?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex YesOrNo();
}
