using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using Participatory.Platform.Calls;
using Participatory.Tests.Harness;
using Participatory.Words;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>What services say when they refuse stands in services/Words, and nowhere else.</summary>
public sealed partial class SentenceTests
{
    [Fact]
    public void Every_reason_has_its_sentence_and_every_sentence_its_reason()
    {
        foreach (var home in RefusalWords.Homes)
        {
            Assert.Equal(
                ReasonsOf(home).Order(StringComparer.Ordinal), SentencesOf(home).Select(entry => entry.Key).Order(StringComparer.Ordinal));
        }

        Assert.Subset(
            RefusalWords.Homes.ToHashSet(StringComparer.Ordinal),
            OurCode.Services.Where(service => service.Name is not ("OperationsService" or "RightsService"))
                .Select(service => service.Name[..^"Service".Length])
                .Append("Platform").ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void No_service_gives_a_reason_of_all_another_sentence() => Assert.Empty(
        RefusalWords.Homes.Where(home => home != "Platform").SelectMany(SentencesOf).Select(entry => entry.Key)
            .Intersect(ReasonsOf("Platform")));

    [Fact]
    public void Places_are_of_kinds_that_there_are_and_one_number_decides_the_form() =>
        Assert.All(RefusalWords.Homes.SelectMany(SentencesOf), entry =>
    {
        var places = Sentence.Places(entry.Value);
        Assert.All(places, place => Assert.Contains(place.Kind, Sentence.Kinds));
        Assert.Equal(places.Count, places.Select(place => place.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(entry.Value.Contains(" | ", StringComparison.Ordinal) ? 1 : 0, places.Count(place => place.Kind == "count"));
        // What is no place of ours would be shown with its braces.
        Assert.Equal(places.Count > 0, entry.Value.Contains('{', StringComparison.Ordinal));
    });

    [Fact]
    public void Whoever_gives_a_reason_gives_what_its_sentence_names()
    {
        var faults = new List<string>();
        foreach (var home in RefusalWords.Homes)
        {
            var sources = OurCode.Sources("*.cs", Path.Combine("services", home))
                .Select(path => (Path: path, Text: File.ReadAllText(path))).ToList();
            var names = FieldsOf(home);
            foreach (var (key, sentence) in SentencesOf(home))
            {
                foreach (var (name, _) in Sentence.Places(sentence))
                {
                    // A value is named in the same file in which its reason is given; only what many lines of a file have in common is not.
                    faults.AddRange(
                        from source in sources
                        where !source.Path.EndsWith("Reasons.cs", StringComparison.Ordinal)
                            && Regex.IsMatch(source.Text, $@"Reasons\.{names[key]}\b", RegexOptions.None, TimeSpan.FromSeconds(5))
                            && !source.Text.Contains($"(\"{name}\",", StringComparison.Ordinal) && name != "line"
                            // A check of a number names the most that it may be.
                            && !(name == "max" && Regex.IsMatch(source.Text, $@"\.Number\([^()]*Reasons\.{names[key]}\b",
                                RegexOptions.None, TimeSpan.FromSeconds(5)))
                                && !key.EndsWith("_AT_FAULT", StringComparison.Ordinal)
                        select $"{Path.GetFileName(source.Path)} gives {key} and does not name {{{name}}}");
                }
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void No_service_holds_a_sentence_for_people()
    {
        var found =
            from service in (string[])["Platform", "Proposals", "Voting", "Grants", "Accountability"]
            from path in OurCode.Sources("*.cs", Path.Combine("services", service))
            from Match said in Said().Matches(File.ReadAllText(path))
            where !said.Value.Contains("InvalidOperationException", StringComparison.Ordinal)
            select $"{Path.GetFileName(path)}: {said.Value}";

        Assert.Empty(found);
    }

    private static IEnumerable<(string Key, string Value)> SentencesOf(string home) =>
        new ResourceManager($"Participatory.Words.Refusals.{home}", typeof(Sentence).Assembly)
            .GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!.Cast<DictionaryEntry>()
            .Select(entry => ((string)entry.Key, (string)entry.Value!));

    private static Dictionary<string, string>.KeyCollection ReasonsOf(string home) => FieldsOf(home).Keys;

    /// <summary>The members that hold reasons, by the reasons' names.</summary>
    private static Dictionary<string, string> FieldsOf(string home) =>
        OurCode.Assemblies.Single(assembly => assembly.GetName().Name == $"Participatory.{home}")
        .GetTypes().Where(type => type.Name.EndsWith("Reasons", StringComparison.Ordinal))
        .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(Reason)))
        .ToDictionary(field => ((Reason)field.GetValue(null)!).Name, field => field.Name, StringComparer.Ordinal);

    // Three words or more, given to what refuses; logs and exceptions for developers may say what they like.
    [GeneratedRegex(
        "(Refusal(\\.At)?\\(|Require\\(|new Fault\\(|FieldFault\\(|new Status\\()[^;]*?\\$?\"[A-Za-z“][^\"\\s]* [^\"\\s]+ [^\"\\n]*\"",
        RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Said();
}
