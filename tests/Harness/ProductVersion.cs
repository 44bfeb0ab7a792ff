using System.Xml.Linq;

namespace Participatory.Tests.Harness;

/// <summary>What version this is, read where it is said: Directory.Build.props.</summary>
public static class ProductVersion
{
    /// <summary>Such as "0.1.0-dev", which is on its way to 0.1.0.</summary>
    public static string Current { get; } =
        XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value;

    /// <summary>Until 0.1.0 is out, databases are made anew and migrations may be edited.</summary>
    public static bool IsAnyOut(string version) => version != "0.1.0-dev";
}
