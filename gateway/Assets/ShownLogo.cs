using Participatory.Gateway.Pages.Shared;
using Participatory.People.V1;

namespace Participatory.Gateway.Assets;

/// <summary>A logo on a page.</summary>
/// <param name="Address">Where its picture is.</param>
/// <param name="AltText">What is to be seen, for those who do not see it; the council's name stands beside it.</param>
public sealed record ShownLogo(string Address, string AltText)
{
    /// <summary>A picture that an administrator sent in; null where there is none.</summary>
    public static ShownLogo? Of(LogoPicture? picture) =>
        picture is null ? null : new ShownLogo(Links.Logo(picture.LogoId), picture.AltText);
}
