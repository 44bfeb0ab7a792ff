namespace Participatory.Gateway.Pages.Shared;

/// <summary>A page that asks how often somebody wants to be told of a thing.</summary>
public interface IFollowFields
{
    string? HowOften { get; }
}
