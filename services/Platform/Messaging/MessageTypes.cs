using System.Text.Json;

namespace Participatory.Platform.Messaging;

/// <summary>How a message is named and written on its way.</summary>
public static class MessageTypes
{
    /// <summary>Web defaults: camelCase names, readable by any consumer.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The publisher's folder and the name of the record, for example "Grants.BudgetReleased".</summary>
    public static string NameOf(Type type)
    {
        var space = type.Namespace ?? throw new ArgumentException($"The message {type.Name} needs a namespace.", nameof(type));
        return $"{space[(space.LastIndexOf('.') + 1)..]}.{type.Name}";
    }
}
