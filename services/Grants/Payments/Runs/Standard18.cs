using System.Globalization;
using System.Text;
using Participatory.Platform.Calls;
using Amount = Participatory.Words.Amount;

namespace Participatory.Grants.Payments.Runs;

/// <summary>
/// Bacs Standard 18, a file for a single processing day: labels of 80 characters around records of 100. Every credit
/// (transaction code 99) is one record; one contra (17) takes the total from the council's account. The fields are
/// those of the Bacs payment file structures; lines end with CR LF.
/// </summary>
internal static class Standard18
{
    /// <summary>The characters that Bacs knows; small letters become capitals.</summary>
    private const string Known = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.&/- ";

    private const int NameRoom = 18;
    private const long MostPence = 99_999_999_999;
    private const string Credit = "99";
    private const string Contra = "17";

    /// <summary>What of <paramref name="run"/> the file cannot carry; empty where it can be written.</summary>
    public static IReadOnlyList<Fault> Faults(RunFile run)
    {
        List<Fault> faults = [.. Characters("payer.name", run.Payer.Name)];
        if (run.Payer.ServiceUserNumber.Length != 6)
        {
            faults.Add(new("payer.service_user_number", GrantsReasons.ServiceUserNumberMissing, []));
        }

        foreach (var (at, credit) in run.Credits.Index())
        {
            faults.AddRange(Characters($"payments[{at}].account_name", credit.Payee.Name));
            faults.AddRange(Characters($"payments[{at}].reference", credit.Reference));
            if (credit.Reference.Length > NameRoom)
            {
                faults.Add(new($"payments[{at}].reference", GrantsReasons.TooLongForBacs, [("max", NameRoom)]));
            }
        }

        if (run.TotalMinor > MostPence)
        {
            faults.Add(new("total", GrantsReasons.TooMuchForBacs, [("max", new Amount(MostPence, "GBP"))]));
        }

        return faults;
    }

    /// <summary>The file. Written for a run without faults; the same run gives the same bytes.</summary>
    public static byte[] Write(RunFile run)
    {
        string[] labels = [Header1("HDR1", run), Header2("HDR2")];
        string[] ends = [Header1("EOF1", run), Header2("EOF2")];
        IEnumerable<string> lines =
        [
            Volume(run), .. labels, UserHeader(run),
            .. run.Credits.Select(credit => Record(run, credit)), ContraRecord(run),
            .. ends, UserTrailer(run),
        ];
        return Encoding.ASCII.GetBytes(string.Concat(lines.Select(line => line + "\r\n")));
    }

    private static string Volume(RunFile run) =>
        "VOL1" + run.Serial + Blank(31) + run.Payer.ServiceUserNumber + Blank(32) + "1";

    private static string Header1(string label, RunFile run) =>
        label + "A" + run.Payer.ServiceUserNumber + "S" + Blank(2) + "1" + run.Payer.ServiceUserNumber
        + run.Serial + "0001" + "0001" + Blank(6) + Julian(run.MadeOn) + Julian(run.PayOn.AddDays(14)) + Blank(1) + "000000" + Blank(20);

    private static string Header2(string label) => label + "F" + "02000" + "00100" + Blank(35) + "00" + Blank(28);

    private static string UserHeader(RunFile run) =>
        "UHL1" + Julian(run.ProcessOn) + "999999" + Blank(4) + "00" + Blank(6) + "1 DAILY  " + "001" + Blank(40);

    private static string Record(RunFile run, Credit credit) =>
        credit.Payee.SortCode + credit.Payee.AccountNumber + "0" + Credit
        + run.Payer.SortCode + run.Payer.AccountNumber + Blank(4) + Pence(credit.AmountMinor, 11)
        + Words(run.Payer.Name) + Words(credit.Reference) + Words(credit.Payee.Name);

    private static string ContraRecord(RunFile run) =>
        run.Payer.SortCode + run.Payer.AccountNumber + "0" + Contra
        + run.Payer.SortCode + run.Payer.AccountNumber + Blank(4) + Pence(run.TotalMinor, 11)
        + Words("RUN " + run.Serial) + Words("CONTRA") + Words(run.Payer.Name);

    private static string UserTrailer(RunFile run) =>
        "UTL1" + Pence(run.TotalMinor, 13) + Pence(run.TotalMinor, 13) + Pence(1, 7) + Pence(run.Credits.Count, 7) + Blank(36);

    /// <summary>A space, the year and the day in it: " 26061".</summary>
    private static string Julian(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $" {day.Year % 100:00}{day.DayOfYear:000}");

    private static string Pence(long number, int digits) => number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');

    /// <summary>In capitals, cut to what Bacs has room for.</summary>
    private static string Words(string text) => text.ToUpperInvariant().PadRight(NameRoom)[..NameRoom];

    private static string Blank(int length) => new(' ', length);

    private static IEnumerable<Fault> Characters(string field, string text)
    {
        var refused = string.Concat(text.ToUpperInvariant().Where(letter => !Known.Contains(letter, StringComparison.Ordinal)).Distinct());
        if (refused.Length > 0)
        {
            yield return new(field, GrantsReasons.CharactersNotBacs, [("characters", refused)]);
        }

        if (text.Trim().Length == 0)
        {
            yield return new(field, GrantsReasons.EmptyForBacs, []);
        }
    }
}
