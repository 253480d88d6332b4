#define _GNU_SOURCE
#define CURL_DISABLE_TYPECHECK
#define CURL_DISABLE_DEPRECATION
#include "ccurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

// Every function of libcurl that is called, once: the table, the look-up and the error text are made of this list.
#define FUNCTIONS(X)      \
  X(curl_global_init)     \
  X(curl_easy_init)       \
  X(curl_easy_cleanup)    \
  X(curl_easy_strerror)   \
  X(curl_easy_setopt)     \
  X(curl_easy_getinfo)    \
  X(curl_slist_append)    \
  X(curl_slist_free_all)  \
  X(curl_multi_init)      \
  X(curl_multi_cleanup)   \
  X(curl_multi_setopt)    \
  X(curl_multi_add_handle)    \
  X(curl_multi_remove_handle) \
  X(curl_multi_socket_action) \
  X(curl_multi_info_read)

#define MEMBER(name) __typeof__(&name) name;
static struct {
  FUNCTIONS(MEMBER)
} curl;

static pthread_mutex_t loading = PTHREAD_MUTEX_INITIALIZER;
static int loaded = 0;
static char reason[256];

static const char *resolve(void *library) {
  const char *missing = NULL;
#define LOOK_UP(name)                                         \
  *(void **)&curl.name = dlsym(library, #name);               \
  if (curl.name == NULL && missing == NULL) missing = #name;
  FUNCTIONS(LOOK_UP)
  return missing;
}

static const char *load(const char *const *names, size_t count) {
  void *library = NULL;
  for (size_t i = 0; i < count && library == NULL; i++) library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    const char *text = dlerror();
    snprintf(reason, sizeof reason, "%s", text != NULL ? text : "no name of it was given");
    return reason;
  }
  const char *missing = resolve(library);
  if (missing != NULL) {
    snprintf(reason, sizeof reason, "it is too old: %s is missing", missing);
  } else if (curl.curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
    snprintf(reason, sizeof reason, "it could not be set up");
  } else {
    loaded = 1;
    return NULL;
  }
  dlclose(library);
  return reason;
}

const char *ccurl_load(const char *const *names, size_t count) {
  pthread_mutex_lock(&loading);
  const char *answer = loaded ? NULL : load(names, count);
  pthread_mutex_unlock(&loading);
  return answer;
}

CURL *ccurl_easy_init(void) { return curl.curl_easy_init(); }
void ccurl_easy_cleanup(CURL *easy) { curl.curl_easy_cleanup(easy); }
const char *ccurl_easy_message(CURLcode code) { return curl.curl_easy_strerror(code); }

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) {
  return curl.curl_easy_setopt(easy, option, value);
}
CURLcode ccurl_set_size(CURL *easy, CURLoption option, curl_off_t value) {
  return curl.curl_easy_setopt(easy, option, value);
}
CURLcode ccurl_set_text(CURL *easy, CURLoption option, const char *value) {
  return curl.curl_easy_setopt(easy, option, value);
}
CURLcode ccurl_set_data(CURL *easy, CURLoption option, void *value) {
  return curl.curl_easy_setopt(easy, option, value);
}
CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
  return curl.curl_easy_setopt(easy, option, value);
}
CURLcode ccurl_set_receiver(CURL *easy, CURLoption option, ccurl_receiver value) {
  return curl.curl_easy_setopt(easy, option, value);
}

CURLcode ccurl_restrict_to_http(CURL *easy) {
  // The texts came with 7.85; Ubuntu 22.04 has 7.81, which knows the bits only.
  CURLcode code = curl.curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  if (code != CURLE_UNKNOWN_OPTION) return code;
  return curl.curl_easy_setopt(easy, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
}

CURLcode ccurl_get_long(CURL *easy, CURLINFO info, long *value) { return curl.curl_easy_getinfo(easy, info, value); }
CURLcode ccurl_get_data(CURL *easy, CURLINFO info, void **value) { return curl.curl_easy_getinfo(easy, info, value); }

struct curl_slist *ccurl_list_append(struct curl_slist *list, const char *text) {
  return curl.curl_slist_append(list, text);
}
void ccurl_list_free(struct curl_slist *list) { curl.curl_slist_free_all(list); }

CURLM *ccurl_multi_init(void) { return curl.curl_multi_init(); }
void ccurl_multi_cleanup(CURLM *multi) { curl.curl_multi_cleanup(multi); }
CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl.curl_multi_setopt(multi, option, value);
}
CURLMcode ccurl_multi_add(CURLM *multi, CURL *easy) { return curl.curl_multi_add_handle(multi, easy); }
CURLMcode ccurl_multi_remove(CURLM *multi, CURL *easy) { return curl.curl_multi_remove_handle(multi, easy); }
CURLMcode ccurl_multi_set_watcher(CURLM *multi, ccurl_watcher watcher, void *context) {
  CURLMcode code = curl.curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, watcher);
  return code != CURLM_OK ? code : curl.curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
}
CURLMcode ccurl_multi_set_timer(CURLM *multi, ccurl_timer timer, void *context) {
  CURLMcode code = curl.curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, timer);
  return code != CURLM_OK ? code : curl.curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context);
}
CURLMcode ccurl_multi_act(CURLM *multi, curl_socket_t socket, int events) {
  int running;
  return curl.curl_multi_socket_action(multi, socket, events, &running);
}
CURLMcode ccurl_multi_act_on_time(CURLM *multi) { return ccurl_multi_act(multi, CURL_SOCKET_TIMEOUT, 0); }

CURL *ccurl_multi_ended(CURLM *multi, CURLcode *result) {
  int left = 0;
  CURLMsg *message;
  while ((message = curl.curl_multi_info_read(multi, &left)) != NULL) {
    if (message->msg != CURLMSG_DONE) continue;
    *result = message->data.result;
    return message->easy_handle;
  }
  return NULL;
}
