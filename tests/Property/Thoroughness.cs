using System.Globalization;

namespace Participatory.Tests.Property;

/// <summary>
/// How many random cases a test tries: as many as it says, or a hundredth of that times <c>PARTICIPATORY_TEST_PERCENT</c> where that is set
/// (mutation testing runs everything many times).
/// </summary>
internal static class Thoroughness
{
    private static readonly int Percent = int.TryParse(Environment.GetEnvironmentVariable("PARTICIPATORY_TEST_PERCENT"), NumberStyles.None,
        CultureInfo.InvariantCulture, out var percent) ? percent : 100;

    public static int Of(int cases) => Math.Max(1, cases * Percent / 100);
}
