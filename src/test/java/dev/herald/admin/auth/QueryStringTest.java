package dev.herald.admin.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QueryStringTest {

    @Test
    void first_returns_the_first_parameter_with_a_name() {
        QueryString query = new QueryString("offset=1&token=My%20Access+Token&info_hash=a&token=other&info_hash=b");

        assertThat(query.first("token")).hasValue("My Access Token");
        assertThat(query.all("info_hash")).containsExactly("a", "b");
        assertThat(query.first("limit")).isEmpty();
    }

    @Test
    void a_parameter_without_a_value_is_empty() {
        assertThat(new QueryString("token").first("token")).hasValue("");
        assertThat(new QueryString("token=").first("token")).hasValue("");
        assertThat(new QueryString("").first("token")).isEmpty();
        assertThat(new QueryString("x=token").first("token")).isEmpty();
        assertThat(new QueryString("xtoken=1&tokenx=2").first("token")).isEmpty();
    }

    @Test
    void invalid_escapes_are_literal_text() {
        assertThat(new QueryString("a=%zz%4&b=%41%&c=1%3d=2").first("a")).hasValue("%zz%4");
        assertThat(new QueryString("a=%zz%4&b=%41%&c=1%3d=2").first("b")).hasValue("A%");
        assertThat(new QueryString("a=%zz%4&b=%41%&c=1%3d=2").first("c")).hasValue("1==2");
    }

    @Test
    void names_are_decoded_and_invalid_UTF_8_is_replaced() {
        assertThat(new QueryString("%74oken=%c3%bc").first("token")).hasValue("ü");
        assertThat(new QueryString("token=%ff").first("token")).hasValue("\uFFFD");
    }
}
