using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>What a service refuses stands on pages: it speaks of what a person sees, and never of the names of fields and ids.</summary>
public sealed partial class RefusalSentenceTests
{
    private static readonly System.Reflection.Assembly Words = typeof(Participatory.Words.Say).Assembly;

    [Fact]
    public void No_refusal_names_a_field_or_an_id_as_programs_do()
    {
        var sentences =
            from resource in Words.GetManifestResourceNames()
            where resource.StartsWith("Participatory.Words.Refusals.", StringComparison.Ordinal)
            let manager = new ResourceManager(resource[..^".resources".Length], Words)
            from entry in manager.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!
                .Cast<System.Collections.DictionaryEntry>()
            select (Name: (string)entry.Key, Sentence: (string)entry.Value!);
        var all = sentences.ToList();
        Assert.True(all.Count > 200, "The refusals were not found.");
        // The columns of the list of voters are named as they stand in the file that people write.
        Assert.Empty(all.Where(one => CodeForm().Matches(Place().Replace(one.Sentence, "")).Any(match => match.Value is not
            ("voter_id" or "area_code")))
            .Select(one => $"{one.Name}: {one.Sentence}"));
    }

    [GeneratedRegex(@"\b[a-z0-9]+_[a-z0-9_]+\b|request id", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeForm();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Place();
}
