using System.Globalization;

namespace Participatory.Words;

/// <summary>Which form of a sentence goes with a number, as the Unicode CLDR has it for each language of ours.</summary>
public static class Plurals
{
    private const string Divider = " | ";

    /// <param name="forms">The forms of the sentence, divided by " | ", in the order that CLDR names them.</param>
    /// <param name="number">How many.</param>
    /// <param name="culture">Whose rules apply.</param>
    /// <returns>The form, still with its {0}; the last one where the sentence has fewer forms than the language.</returns>
    public static string Form(string forms, long number, CultureInfo culture)
    {
        var all = forms.Split(Divider);
        var wanted = culture.TwoLetterISOLanguageName == "cy" ? Welsh(number) : English(number);
        return all[Math.Min(wanted, all.Length - 1)];
    }

    private static int English(long number) => number == 1 ? 0 : 1;

    private static int Welsh(long number) => number switch
    {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 3,
        6 => 4,
        _ => 5,
    };
}
