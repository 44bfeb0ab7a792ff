namespace Participatory.Gateway.Pages.Shared;

/// <summary>What has just been done, drawn by _Done above a page that a form led to.</summary>
/// <param name="Title">A few words.</param>
/// <param name="Words">What it means and what happens next.</param>
public sealed record Done(string Title, string Words);
