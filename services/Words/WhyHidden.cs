namespace Participatory.Words;

/// <summary>Says why words or a picture are hidden. Pages and files of open data ask here.</summary>
public static class WhyHidden
{
    /// <summary>"names a person".</summary>
    /// <param name="reason">As the protos name it, without the prefix, such as "NAMES_A_PERSON".</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no sentence for this reason.</exception>
    public static string Of(string reason) => reason switch
    {
        "NAMES_A_PERSON" => Hiding.NamesAPerson,
        "ABUSE" => Hiding.Abuse,
        "AGAINST_THE_LAW" => Hiding.AgainstTheLaw,
        "NOT_ABOUT_THIS_PLACE" => Hiding.NotAboutThisPlace,
        "ADVERTISING" => Hiding.Advertising,
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "This reason has no sentence."),
    };

    /// <summary>What stands in the place of a title: "Hidden: names a person"; without a reason, that it is so.</summary>
    /// <param name="state">As the protos name it, such as "WAITING".</param>
    /// <param name="reason">As in <see cref="Of"/>; empty where none is known.</param>
    public static string Title(string state, string reason, Say say) =>
        state == "WAITING" ? Hiding.TitleWaits : reason.Length == 0 ? Hiding.TitleHidden : say.Fill(Hiding.Hidden, Of(reason));
}
