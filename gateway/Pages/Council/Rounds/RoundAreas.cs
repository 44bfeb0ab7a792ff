using System.Globalization;
using System.Text;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Rounds;

/// <summary>
/// Areas as people write them: a line each, with the official code before the name or with none. A first word is a code where it has a
/// digit and no small letter in it (E05000001) or begins with "theme-"; all else is a name, and its code is made of it. So "Elm Park" and
/// "2nd Ward" are places, and no place is called "Park" with the code "Elm".
/// </summary>
public static class RoundAreas
{
    private const string Theme = "theme-";

    private const int MostOfCode = 40;

    /// <param name="lines">Empty ones are left out.</param>
    /// <param name="twice">Hears a code that stands before two names.</param>
    public static IReadOnlyList<Area> Read(string? lines, Action<string> twice)
    {
        List<Area> areas = [];
        foreach (var line in TypedText.Lines(lines).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            var parts = line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length == 2 && IsCode(parts[0]))
            {
                if (areas.Exists(area => area.AreaCode == parts[0]))
                {
                    twice(parts[0]);
                }

                areas.Add(new Area { AreaCode = parts[0], Name = parts[1] });
            }
            else
            {
                areas.Add(new Area { AreaCode = Free(CodeOf(line), areas), Name = line });
            }
        }

        return areas;
    }

    /// <summary>As people write them: what <see cref="Read"/> makes the same areas of, as long as no name was corrected.</summary>
    public static string Write(IEnumerable<Area> areas) =>
        string.Join('\n', areas.Select(area => IsCode(area.AreaCode) ? $"{area.AreaCode} {area.Name}" : area.Name));

    private static bool IsCode(string word) => word.StartsWith(Theme, StringComparison.Ordinal)
        || (word.Any(char.IsAsciiDigit) && !word.Any(char.IsLower));

    // Letters lose their accents; what is no letter or digit of ASCII becomes a hyphen.
    private static string CodeOf(string name)
    {
        var plain = name.Normalize(NormalizationForm.FormD)
            .Where(sign => CharUnicodeInfo.GetUnicodeCategory(sign) != UnicodeCategory.NonSpacingMark)
            .Select(sign => char.IsAsciiLetterOrDigit(sign) ? char.ToLowerInvariant(sign) : '-');
        var code = string.Join('-', string.Concat(plain).Split('-', StringSplitOptions.RemoveEmptyEntries));
        return code.Length switch { 0 => "area", > MostOfCode - 3 => code[..(MostOfCode - 3)].TrimEnd('-'), _ => code };
    }

    private static string Free(string code, List<Area> areas)
    {
        var free = code;
        for (var number = 2; areas.Exists(area => area.AreaCode == free); number++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{code}-{number}");
        }

        return free;
    }
}
