using System.Text.Json;

namespace Participatory.Gateway.Pages.About;

/// <summary>
/// When every kind of page was looked at last, and what is known to be wrong: <c>eng/accessibility.json</c>, which travels in the assembly.
/// The run that looks at the pages writes its date and faults (<c>PARTICIPATORY_TEST_STATEMENT=1</c>).
/// </summary>
/// <param name="Looked">The day of that run.</param>
/// <param name="Known">What no program finds, by name: <c>Fault{name}</c> and <c>Rule{name}</c> of Accessibility.resx say it.</param>
/// <param name="Faults">What axe found, and is not mended yet.</param>
public sealed record AccessibilityFile(DateOnly Looked, IReadOnlyList<string> Known, IReadOnlyList<FoundFault> Faults)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static AccessibilityFile Read()
    {
        using var file = typeof(AccessibilityFile).Assembly.GetManifestResourceStream("accessibility.json")
            ?? throw new InvalidOperationException("eng/accessibility.json is not in the assembly.");
        return JsonSerializer.Deserialize<AccessibilityFile>(file, Json)
            ?? throw new InvalidOperationException("eng/accessibility.json is empty.");
    }
}

/// <param name="Rule">As axe calls it, such as "color-contrast".</param>
/// <param name="Page">The address of the page.</param>
public sealed record FoundFault(string Rule, string Page);
