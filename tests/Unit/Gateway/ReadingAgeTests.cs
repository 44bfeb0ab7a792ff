using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Participatory.Words;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>
/// Flesch and Kincaid's grade (1975) of every sentence that residents and groups read: 0.39 times the words, and 11.8 times
/// the syllables of a word, less 15.59. Sentences of fewer than five words say too little to be measured.
/// </summary>
public sealed partial class ReadingAgeTests
{
    private const double MostGrade = 8;
    private const int FewestWords = 5;

    /// <summary>Read by the council's own people, not by residents and groups.</summary>
    private static readonly string[] OfTheCouncil =
    [
        "Council", "CouncilRounds", "CouncilStories", "Funds", "Releases", "Payments", "Roll", "Paper", "Imports", "Running", "Valuing",
        "Payees", "Devolving", "CouncilRegistering", "CouncilAnswers", "CouncilHiding", "Staff", "Residents", "CouncilDesk",
        // Words that choose a drawing; nobody reads them.
        "Scenes",
    ];

    /// <summary>What is harder and stays, by room and name, with the reason.</summary>
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["Accessibility.EnforceLink"] = "The name of the body that helps.",
        ["Accessibility.EnforceNorthLink"] = "The name of the body that helps in Northern Ireland.",
        ["Accessibility.EnforceNorthWords"] = "The words of the model statement, with the name of the law.",
        ["Accessibility.EnforceWords"] = "The words of the model statement, with the name of the law.",
        ["Accessibility.RuleVoice"] = "Names the rule for those who know the guidelines; the same is said in easy words above.",
        ["Accessibility.StatusFully"] = "The words of the model statement; the same is said in easy words above.",
        ["Accessibility.StatusPartly"] = "The words of the model statement; the same is said in easy words above.",
        ["Accessibility.TechnicalTitle"] = "A heading of the model statement.",
        ["Accessibility.TechnicalWords"] = "The words of the model statement, with the name of the law.",
        ["Home.Title"] = "Three times the same easy words; \"neighbourhood\" is what they live in.",
        ["Ideas.BenefitsHint"] = "The end of a list; every word of it is an everyday one.",
        ["Ledger.CheckWords"] = "Names what is in a file for those who check it.",
        ["OpenData.Lede"] = "\"Anybody\" and \"anything\" are easy words with many syllables.",
        ["Outcomes.CountedWords"] = "Says how a computer counted, which has to be exact.",
        ["Outcomes.Tie"] = "Says how a tie was broken, which has to be exact.",
        ["Privacy.ComplainWords"] = "The name of the office to which one complains.",
        ["Voting.CheckInWords"] = "\"Nobody\" and \"everybody\" are easy words with many syllables.",
    };

    [Fact]
    public void Every_sentence_that_residents_and_groups_read_is_easy()
    {
        var sentences = Sentences().ToList();
        Assert.True(sentences.Count > 500);

        var hard = sentences.Where(sentence => Grade(sentence.Words) > MostGrade).ToList();
        Assert.Empty(hard.Where(sentence => !Exceptions.ContainsKey(sentence.Name))
            .Select(sentence => $"{sentence.Name}, {Grade(sentence.Words):F1}: {sentence.Words}"));
        // What has become easy needs no excuse any more.
        Assert.Empty(Exceptions.Keys.Except(hard.Select(sentence => sentence.Name)));
    }

    [Fact]
    public void Every_refusal_of_a_story_or_a_photo_is_easy() => Assert.Empty(
        from service in (string[])["Accountability", "Platform", "Proposals"]
        from path in Directory.EnumerateFiles(Path.Combine(Repository.Root, "services", service), "*.cs", SearchOption.AllDirectories)
        where !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && new[] { "Stories", "Photos", "Pictures", "Voices", "Uploads" }.Contains(Path.GetFileName(Path.GetDirectoryName(path)))
        from Match said in Said().Matches(File.ReadAllText(path))
        from sentence in Parts(said.Groups["words"].Value)
        where Grade(sentence) > MostGrade
        select $"{Path.GetFileName(path)}, {Grade(sentence):F1}: {sentence}");

    [Fact]
    public void Every_sentence_with_which_a_story_a_photo_or_a_voice_note_is_refused_is_easy() => Assert.Empty(
        from home in RefusalWords.Homes
        let manager = new ResourceManager($"Participatory.Words.Refusals.{home}", typeof(Say).Assembly)
        from entry in manager.GetResourceSet(
            CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!.Cast<System.Collections.DictionaryEntry>()
        where new[] { "STORY_", "PHOTO_", "VOICE_", "UPLOAD" }.Any(start => ((string)entry.Key).StartsWith(start, StringComparison.Ordinal))
            && (string)entry.Key != "UPLOAD_PIECE_OUT_OF_PLACE"
        from form in ((string)entry.Value!).Split(" | ")
        from sentence in Parts(form)
        where Grade(sentence) > MostGrade
        select $"{entry.Key}, {Grade(sentence):F1}: {sentence}");

    [Theory]
    [InlineData("The cat sat on the mat and looked.", 0, 2)]
    [InlineData("We would love to hear how it went.", 0, 3)]
    [InlineData("Applicants are requested to submit satisfactory documentation demonstrating expenditure.", 18, 40)]
    public void The_measure_tells_easy_from_hard(string sentence, double least, double most) =>
        Assert.InRange(Math.Max(0, Grade(sentence)), least, most);

    private static IEnumerable<(string Name, string Words)> Sentences() =>
        from resource in typeof(Say).Assembly.GetManifestResourceNames()
        where resource.StartsWith("Participatory.Words.", StringComparison.Ordinal)
        let room = resource["Participatory.Words.".Length..^".resources".Length]
        where !OfTheCouncil.Contains(room) && !room.StartsWith("Refusals.", StringComparison.Ordinal)
        let manager = new ResourceManager(resource[..^".resources".Length], typeof(Say).Assembly)
        from entry in manager.GetResourceSet(
            CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!.Cast<System.Collections.DictionaryEntry>()
            // How to vote and to count is chosen by officers, and what the command line says is read by those who count again.
        where room != "Rules" || ((string)entry.Key).StartsWith("How", StringComparison.Ordinal)
            || ((string)entry.Key).StartsWith("Did", StringComparison.Ordinal)
        from form in ((string)entry.Value!).Split(" | ")
        from sentence in Parts(form)
        select ($"{room}.{entry.Key}", sentence);

    /// <summary>Its sentences that are long enough, with a short word in place of what is filled in.</summary>
    private static IEnumerable<string> Parts(string text) =>
        Ends().Split(Filled().Replace(text, "three")).Where(sentence => Word().Count(sentence) >= FewestWords);

    private static double Grade(string sentence)
    {
        var words = Word().Matches(sentence).Select(word => word.Value).ToList();
        return (0.39 * words.Count) + (11.8 * words.Sum(Syllables) / words.Count) - 15.59;
    }

    /// <summary>Groups of vowels, less the endings that are not spoken.</summary>
    private static int Syllables(string word)
    {
        var letters = new string([.. word.ToLowerInvariant().Where(char.IsAsciiLetterLower)]);
        var count = Vowels().Count(letters);
        return Math.Max(1, count > 1 && Silent().IsMatch(letters) ? count - 1 : count);
    }

    [GeneratedRegex("[aeiouy]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Vowels();

    [GeneratedRegex("([^l]e|[^td]ed|[^sxzhcg]es)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Silent();

    [GeneratedRegex("[A-Za-z’'-]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<=[.!?:])\s+|\n+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ends();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Filled();

    [GeneratedRegex("\"(?<words>[A-Z][^\"\n]{15,}[.])\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Said();
}
